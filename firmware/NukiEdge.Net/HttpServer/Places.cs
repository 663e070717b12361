namespace NukiEdge.Net.Http;

/// <summary>
/// Who gets a place when there are too few? First a free one; then that of somebody who is done, rests between two requests, or
/// opened and said nothing whole for half a second; then, for a newcomer whose address has two less, one of the address that has
/// most. So fifty connections of one peer leave another one its place.
/// </summary>
internal sealed class Places
{
    private const long SilenceUs = 500000;
    private const int NotToGive = 9;

    private readonly HttpConnection[] _all;

    public Places(HttpConnection[] all)
    {
        _all = all;
    }

    /// <summary>The place for a newcomer, or null. One that is not free has to be ended first.</summary>
    public HttpConnection For(uint peer, long nowUs)
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
                rank = NotToGive - 1;
            }

            if (rank < bestRank || (rank == bestRank && best != null && c.DeadlineUs < best.DeadlineUs))
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
            return 1;
        }

        if (c.IsIdle)
        {
            return 2;
        }

        bool isSilent = c.State == HttpConnection.Head && nowUs - (c.DeadlineUs - HttpConnection.PatienceUs) >= SilenceUs;
        return isSilent ? 3 : NotToGive;
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
