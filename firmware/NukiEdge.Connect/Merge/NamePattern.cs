using NukiEdge.Core.Bytes;

namespace NukiEdge.Connect.Merge;

/// <summary>An owner's pattern of names, as in "Guest *": a star at the start, the end or both stands for any characters, also none.</summary>
public static class NamePattern
{
    /// <summary>True when the name is like the pattern. Bytes are compared, so case counts.</summary>
    public static bool IsLike(NameTable patterns, int pattern, NameTable names, int name)
    {
        byte[] p = patterns.Bytes;
        int from = patterns.Offset(pattern);
        int end = from + patterns.Length(pattern);
        bool startsAnyhow = end > from && p[from] == '*';
        bool endsAnyhow = end > from && p[end - 1] == '*';
        from += startsAnyhow ? 1 : 0;
        end -= endsAnyhow && end > from ? 1 : 0;
        int length = end - from;
        int left = names.Length(name) - length;
        if (left < 0 || (left > 0 && !startsAnyhow && !endsAnyhow))
        {
            return false;
        }

        int first = !startsAnyhow ? 0 : endsAnyhow ? 0 : left;
        int last = startsAnyhow ? left : 0;
        for (int at = first; at <= last; at++)
        {
            if (Image.Same(p, from, names.Bytes, names.Offset(name) + at, length))
            {
                return true;
            }
        }

        return false;
    }
}
