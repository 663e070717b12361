namespace NukiEdge.Core.Locks;

/// <summary>
/// The announcements of one lock that counted in the last seconds, to know a copy when it comes
/// (design section 4, rule 6b). A ring of eight: nobody presses a fob more often in three seconds.
/// </summary>
public sealed class RecentEvents
{
    /// <summary>How long a copy is looked for, microseconds.</summary>
    public const long WindowUs = 3000000;

    /// <summary>
    /// How long a copy with DUP on a later connection is looked for, at the built-in broker, microseconds. The design says three
    /// seconds; but a lock whose radio drops between our action and our acknowledgement comes back when it can, and sends again
    /// what it never got acknowledged (MQTT 3.1.1 section 4.4). A new event has no DUP, so that nothing else is held by this.
    /// </summary>
    public const long ResentUs = 600 * 1000000L;

    private const int Capacity = 8;
    private const int Fields = 5;

    private readonly uint[] _fields = new uint[Capacity * Fields];
    private readonly long[] _atUs = new long[Capacity];
    private readonly int[] _connection = new int[Capacity];
    private int _next;
    private int _count;

    /// <summary>
    /// A copy of an announcement that already counted: the same payload within three seconds, if DUP is set or a
    /// reconnect lies between; within <paramref name="resentUs"/> if both are so. DUP alone is no reason, and neither is the same
    /// payload twice on one connection.
    /// </summary>
    public bool IsDuplicate(LockActionEvent e, bool dup, int connection, long nowUs, long resentUs = WindowUs)
    {
        for (int i = 0; i < _count; i++)
        {
            int at = i * Fields;
            bool isLater = connection != _connection[i];
            if (nowUs - _atUs[i] <= (dup && isLater ? resentUs : WindowUs)
                && (dup || isLater)
                && e.Equals(_fields[at], _fields[at + 1], _fields[at + 2], _fields[at + 3], _fields[at + 4]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers an announcement that counted.</summary>
    public void Add(LockActionEvent e, int connection, long nowUs)
    {
        int at = _next * Fields;
        _fields[at] = e.Action;
        _fields[at + 1] = e.Trigger;
        _fields[at + 2] = e.AuthId;
        _fields[at + 3] = e.CodeId;
        _fields[at + 4] = e.Context;
        _atUs[_next] = nowUs;
        _connection[_next] = connection;
        _next = (_next + 1) % Capacity;
        _count = _count < Capacity ? _count + 1 : Capacity;
    }
}
