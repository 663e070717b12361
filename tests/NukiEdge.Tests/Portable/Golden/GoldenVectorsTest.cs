namespace NukiEdge.Tests.Golden;

/// <summary>All vectors of tests/golden/lockActionEvent.json in their compact form; the same file runs on the board.</summary>
[TestClass]
public class GoldenVectorsTest
{
    [TestMethod]
    public void Every_golden_vector_is_read_and_identified_as_it_says()
    {
        string wrong = "";
        for (int part = 0; part < GoldenVectors.Parts; part++)
        {
            string[] lines = GoldenVectors.Part(part);
            for (int i = 0; i < lines.Length; i++)
            {
                GoldenVector vector = GoldenText.Read(lines[i]);
                string fault = GoldenParts.Check(vector);
                wrong += fault == "" ? "" : vector.Name + " " + fault + "; ";
            }
        }

        Assert.AreEqual("", wrong, "golden vectors");
    }

    [TestMethod]
    public void Every_golden_vector_runs_what_it_may_run_and_nothing_else()
    {
        string wrong = "";
        for (int part = 0; part < GoldenVectors.Parts; part++)
        {
            string[] lines = GoldenVectors.Part(part);
            for (int i = 0; i < lines.Length; i++)
            {
                GoldenVector vector = GoldenText.Read(lines[i]);
                string fault = GoldenLoop.Check(vector);
                wrong += fault == "" ? "" : vector.Name + " " + fault + "; ";
            }
        }

        Assert.AreEqual("", wrong, "golden vectors through the loop");
    }

    [TestMethod]
    public void There_are_at_least_60_golden_vectors()
    {
        int count = 0;
        for (int part = 0; part < GoldenVectors.Parts; part++)
        {
            count += GoldenVectors.Part(part).Length;
        }

        Assert.IsTrue(count >= 60, "only " + count.ToString());
    }
}
