namespace NFUnitTest;

/// <summary>
/// The framework's Assert without its habit of putting the source text of every argument into the assembly, which may hold
/// 64 KB of text in all.
/// </summary>
public static class ShortAssert
{
    public static void AreEqual(bool expected, bool actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.AreEqual(expected, actual, message);
    }

    public static void AreEqual(byte expected, byte actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.AreEqual(expected, actual, message);
    }

    public static void AreEqual(int expected, int actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.AreEqual(expected, actual, message);
    }

    public static void AreEqual(uint expected, uint actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.AreEqual(expected, actual, message);
    }

    public static void AreEqual(long expected, long actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.AreEqual(expected, actual, message);
    }

    public static void AreEqual(string expected, string actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.AreEqual(expected, actual, message);
    }

    public static void IsTrue(bool actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.IsTrue(actual, message);
    }

    public static void IsFalse(bool actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.IsFalse(actual, message);
    }

    public static void IsNull(object actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.IsNull(actual, message);
    }

    public static void IsNotNull(object actual, string message = "")
    {
        nanoFramework.TestFramework.Assert.IsNotNull(actual, message);
    }
}
