namespace NukiEdge.Net.Mqtt;

/// <summary>A pause between two notes of one kind, where somebody outside could otherwise flood the log.</summary>
public sealed class NoteGap
{
    private readonly long _gapUs;
    private long _nextUs = long.MinValue;

    /// <summary>At most one note in so many seconds.</summary>
    public NoteGap(int seconds)
    {
        _gapUs = seconds * 1000000L;
    }

    /// <summary>May a note be written now? If so the pause begins again.</summary>
    public bool IsOver(long nowUs)
    {
        if (nowUs < _nextUs)
        {
            return false;
        }

        _nextUs = nowUs + _gapUs;
        return true;
    }
}
