namespace NukiEdge.Net.Http;

/// <summary>
/// Who gets a place when there are too few? First a free one; then that of somebody who is done, has rested for a moment between two requests, or
/// opened and said nothing whole for half a second; then, for a newcomer whose address has two less, one of the address that has
/// most. So fifty connections of one peer leave another one its place.
/// </summary>
internal sealed class Places
{
    private const long SilenceUs = 500000;

    /// <summary>Who was just answered may be asking again.</summary>
    private const long RestUs = 200000;

    private const long ReadFirstUs = 20000;
    private const int Done = 1, Resting = 2, Silent = 3, Crowding = 8, NotToGive = 9;

    private readonly HttpConnection[] _all;

    public Places(HttpConnection[] all)
    {
        _all = all;
    }

    /// <summary>The place for a newcomer, or null. One that is not free has to be ended first.</summary>
    /// <param name="sinceUs">Since when the newcomer waits: who rests may be asking at this very moment, and is read first.</param>
    public HttpConnection For(uint peer, long sinceUs, long nowUs)
    {
        HttpConnection best = null;
        int bestRank = NotToGive;
        int own = CountOf(peer);
        for (int i = 0; i < _all.Length; i++)
        {
            HttpConnection c = _all[i];
            if (c.State == HttpConnection.Free)
            {
                return c;
            }

            int rank = Rank(c, nowUs);
            if (rank == NotToGive && CountOf(c.Peer) >= own + 2)
            {
                rank = Crowding;
            }

            if (rank > Done && nowUs - sinceUs < ReadFirstUs)
            {
                continue;
            }

            if (rank < bestRank || (rank == bestRank && rank < NotToGive && c.DeadlineUs < best.DeadlineUs))
            {
                best = c;
                bestRank = rank;
            }
        }

        return best;
    }

    private static int Rank(HttpConnection c, long nowUs)
    {
        if (c.State == HttpConnection.Linger)
        {
            return Done;
        }

        if (c.IsIdle)
        {
            return nowUs - (c.DeadlineUs - HttpConnection.IdleUs) >= RestUs ? Resting : NotToGive;
        }

        bool isSilent = c.State == HttpConnection.Head && nowUs - (c.DeadlineUs - HttpConnection.PatienceUs) >= SilenceUs;
        return isSilent ? Silent : NotToGive;
    }

    private int CountOf(uint peer)
    {
        int count = 0;
        for (int i = 0; i < _all.Length; i++)
        {
            count += _all[i].State != HttpConnection.Free && _all[i].Peer == peer ? 1 : 0;
        }

        return count;
    }
}
