namespace NukiEdge.Net.Mqtt;

/// <summary>Topic names and topic filters (MQTT 3.1.1 section 4.7), as bytes: UTF-8 compares byte by byte.</summary>
public static class TopicFilter
{
    private const int Slash = '/';
    private const int Plus = '+';
    private const int Hash = '#';

    /// <summary>A topic to publish to: at least one byte [MQTT-4.7.3-1] and no wildcards [MQTT-3.3.2-2].</summary>
    public static bool IsTopic(byte[] buffer, int offset, int length)
    {
        for (int i = offset; i < offset + length; i++)
        {
            if (buffer[i] == Plus || buffer[i] == Hash)
            {
                return false;
            }
        }
        return length > 0;
    }

    /// <summary>A filter: + fills a level alone [MQTT-4.7.1-3], # too and only the last one [MQTT-4.7.1-2].</summary>
    public static bool IsFilter(byte[] buffer, int offset, int length)
    {
        int end = offset + length;
        for (int i = offset; i < end; i++)
        {
            int c = buffer[i];
            if (c != Plus && c != Hash)
            {
                continue;
            }

            bool begins = i == offset || buffer[i - 1] == Slash;
            bool ends = i + 1 == end || (c == Plus && buffer[i + 1] == Slash);
            if (!begins || !ends)
            {
                return false;
            }
        }
        return length > 0;
    }

    /// <summary>Does a topic match a well-formed filter?</summary>
    public static bool Matches(byte[] filter, int filterOffset, int filterLength, byte[] topic, int topicOffset, int topicLength)
    {
        int f = filterOffset;
        int t = topicOffset;
        int filterEnd = filterOffset + filterLength;
        int topicEnd = topicOffset + topicLength;
        if (filterLength == 0 || topicLength == 0)
        {
            return false;
        }
        // topics of the server's own are not for a filter that begins with a wildcard [MQTT-4.7.2-1]
        if (topic[t] == '$' && (filter[f] == Plus || filter[f] == Hash))
        {
            return false;
        }

        while (f < filterEnd)
        {
            int c = filter[f];
            if (c == Hash)
            {
                return true;
            }

            if (c == Plus)
            {
                while (t < topicEnd && topic[t] != Slash)
                {
                    t++;
                }
            }
            else if (t == topicEnd)
            {
                // "sport/#" also means "sport" (section 4.7.1.2)
                return c == Slash && f + 2 == filterEnd && filter[f + 1] == Hash;
            }
            else if (topic[t] != c)
            {
                return false;
            }
            else
            {
                t++;
            }
            f++;
        }
        return t == topicEnd;
    }
}
