using System;

namespace NukiEdge.Tests.Time;

/// <summary>Counts comparisons and differences, and keeps the first difference in words.</summary>
internal sealed class Tally
{
    private long _comparisons;
    private long _differences;
    private string _first = "";

    /// <summary>One comparison. The words are made only for the first difference.</summary>
    public void Add(bool isSame, FormattableString words)
    {
        _comparisons++;
        if (!isSame)
        {
            _first = _differences++ == 0 ? words.ToString() : _first;
        }
    }

    /// <summary>One comparison without a difference, for loops that are too long to prepare words.</summary>
    public void AddSame()
    {
        _comparisons++;
    }

    /// <summary>Prints the numbers; fails on any difference, and on no comparison at all unless that is right.</summary>
    public void Report(string what, bool mayBeEmpty = false)
    {
        Console.WriteLine($"{what}: {_comparisons} comparisons, {_differences} differences");
        Assert.AreEqual("", _first, $"{what}: {_differences} differences of {_comparisons}, the first");
        Assert.IsTrue(_comparisons > 0 || mayBeEmpty, what + ": nothing was compared");
    }
}
