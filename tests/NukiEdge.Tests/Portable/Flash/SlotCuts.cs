using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

/// <summary>
/// Cuts the power at every point of a save. After each cut: the content is the old one or the new one, and the next save works.
/// </summary>
public sealed class SlotCuts
{
    private readonly SlotBench _bench;
    private byte[] _before;
    private byte[] _old;
    private byte[] _new;
    private byte[] _later;

    public SlotCuts(byte kind)
    {
        _bench = new SlotBench(kind);
    }

    /// <summary>Points at which the power went away, and what was there afterwards.</summary>
    public int Points, OldFound, NewFound, Neither;

    /// <summary>Tries all points in all styles.</summary>
    /// <param name="generation">Of the old content.</param>
    /// <param name="beforeSize">Bytes of the content before the old one, -1 for none.</param>
    /// <param name="oldSize">Bytes of the old content, -1 for none.</param>
    /// <param name="newSize">Bytes of the content that is saved.</param>
    public void Run(uint generation, int beforeSize, int oldSize, int newSize)
    {
        byte[] nothing = new byte[0];
        _before = beforeSize < 0 ? nothing : _bench.Image(generation - 1, SlotBench.Content(beforeSize, 1));
        _old = oldSize < 0 ? null : SlotBench.Content(oldSize, 2);
        _new = SlotBench.Content(newSize, 3);
        _later = SlotBench.Content(40, 4);
        byte[] oldImage = oldSize < 0 ? nothing : _bench.Image(generation, _old);
        for (int style = 0; style < FakeFlash.Styles; style++)
        {
            int slot = style & 1;
            for (int cut = 0; ; cut++)
            {
                _bench.Put(slot, oldImage);
                _bench.Put(1 - slot, _before);
                if (!IsCutAt(cut, style))
                {
                    break;
                }

                Points++;
                CheckAfterCut();
            }
        }
    }

    private bool IsCutAt(int cut, int style)
    {
        _bench.Restart();
        _bench.Flash.Style = style;
        _bench.Store.Load();
        _bench.Flash.PointsToCut = cut;
        try
        {
            Neither += _bench.Save(_new) == SlotResult.Ok && _bench.Loads(_new) ? 0 : 1;
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    private void CheckAfterCut()
    {
        _bench.Restart();
        SlotResult result = _bench.Load();
        bool isOld = _old == null ? result == SlotResult.Empty : result == SlotResult.Ok && _bench.Holds(_old);
        bool isNew = result == SlotResult.Ok && _bench.Holds(_new);
        OldFound += isOld ? 1 : 0;
        NewFound += isNew ? 1 : 0;
        Neither += isOld || isNew ? 0 : 1;

        bool savesAgain = _bench.Save(_later) == SlotResult.Ok;
        _bench.Restart();
        Neither += savesAgain && _bench.Loads(_later) ? 0 : 1;
    }
}
