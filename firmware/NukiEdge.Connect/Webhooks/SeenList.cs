using NukiEdge.Core.Bytes;

namespace NukiEdge.Connect.Webhooks;

/// <summary>Signatures of the last minutes, four bytes of each: nobody without the secret can make one that is like another.</summary>
internal sealed class SeenList
{
    private const int Bytes = 8, Part = 4;
    private const long Second = 1000000;

    private readonly byte[] _seen;
    private readonly int _forSeconds;

    /// <param name="entries">Signatures that are remembered.</param>
    /// <param name="forSeconds">For so long.</param>
    public SeenList(int entries, int forSeconds)
    {
        _seen = new byte[entries * Bytes];
        _forSeconds = forSeconds;
    }

    /// <summary>True when it was here. A place with time 0 is free.</summary>
    public bool Has(byte[] signature, long nowUs)
    {
        for (int at = 0; at < _seen.Length; at += Bytes)
        {
            if (IsTaken(at, nowUs) && Image.Same(_seen, at, signature, 0, Part))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers it.</summary>
    /// <returns>false when all places are taken.</returns>
    public bool Add(byte[] signature, long nowUs)
    {
        for (int at = 0; at < _seen.Length; at += Bytes)
        {
            if (!IsTaken(at, nowUs))
            {
                System.Array.Copy(signature, 0, _seen, at, Part);
                Image.PutU32(_seen, at + Part, (uint)(nowUs / Second + 1));
                return true;
            }
        }

        return false;
    }

    private bool IsTaken(int at, long nowUs)
    {
        long atSecond = Image.U32(_seen, at + Part);
        return atSecond != 0 && nowUs / Second < atSecond - 1 + _forSeconds;
    }
}
