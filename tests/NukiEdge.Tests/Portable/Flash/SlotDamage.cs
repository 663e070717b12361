using NukiEdge.Core.Bytes;
using NukiEdge.Core.Flash;

namespace NukiEdge.Tests.Flash;

/// <summary>
/// Saves a few times, then spoils the slots at random: bits, ranges, truncation, garbage at the end, slots swapped, doubled, old
/// images, another store's image. An oracle that knows no CRC says what has to be loaded: of the slots that hold, byte for byte,
/// something that was once saved there, the later one; otherwise nothing. Afterwards saving must work again.
/// </summary>
public sealed class SlotDamage
{
    private const int MostSaves = 4;

    private readonly SlotBench _bench = new SlotBench(StoreKind.Roster);
    private readonly SlotBench _other = new SlotBench(StoreKind.Rules);
    private readonly byte[][] _contents = new byte[MostSaves][];
    private readonly byte[][] _images = new byte[MostSaves][];
    private readonly Dice _dice;
    private int _saves;

    public SlotDamage(uint seed)
    {
        _dice = new Dice(seed);
    }

    /// <summary>What came out of the rounds.</summary>
    public int Rounds, Loaded, Nothing;

    /// <summary>The first round that went wrong; empty when none did.</summary>
    public string Wrong = "";

    public void Run(int rounds)
    {
        for (int i = 0; i < rounds && Wrong == ""; i++)
        {
            Prepare();
            int blows = 1 + _dice.Next(3);
            for (int blow = 0; blow < blows; blow++)
            {
                Spoil();
            }

            Check();
            Rounds++;
        }
    }

    private void Prepare()
    {
        _bench.Flash.Slot(_bench.Kind, 0).Length = 0;
        _bench.Flash.Slot(_bench.Kind, 1).Length = 0;
        _saves = 1 + _dice.Next(MostSaves);
        uint generation = _dice.Next(8) == 0 ? 0xFFFFFFFE : (uint)_dice.Next(1000000);
        for (int i = 0; i < _saves; i++)
        {
            _contents[i] = SlotBench.Content(_dice.Next(_dice.Next(10) == 0 ? 600 : 100), _dice.Next(1000000));
            _images[i] = _bench.Image(generation + (uint)i, _contents[i]);
            _bench.Put(i & 1, _images[i]);
        }
    }

    private void Spoil()
    {
        FakeFile first = _bench.Flash.Slot(_bench.Kind, 0);
        FakeFile second = _bench.Flash.Slot(_bench.Kind, 1);
        FakeFile one = _dice.Next(2) == 0 ? first : second;
        switch (_dice.Next(9))
        {
            case 0:
            case 1:
                FlipBits(one, 1 + _dice.Next(3));
                break;
            case 2:
                one.Length = one.Length == 0 ? 0 : _dice.Next(one.Length);
                break;
            case 3:
                one.Add((byte)_dice.Next(256));
                break;
            case 4:
                byte[] image = first.Copy();
                first.Set(second.Bytes, second.Length);
                second.Set(image, image.Length);
                break;
            case 5:
                byte[] stale = _images[_dice.Next(_saves)];
                one.Set(stale, stale.Length);
                break;
            case 6:
                byte[] foreign = _other.Image(0x7FFFFFFF, _contents[0]);
                one.Set(foreign, foreign.Length);
                break;
            case 7:
                FillRange(one);
                break;
            default:
                // The header of one, the content of the other: what a mixed-up file system could give.
                Transplant(one, one == first ? second : first);
                break;
        }
    }

    private void FlipBits(FakeFile file, int bits)
    {
        for (int i = 0; i < bits && file.Length > 0; i++)
        {
            file.Bytes[_dice.Next(file.Length)] ^= (byte)(1 << _dice.Next(8));
        }
    }

    private void FillRange(FakeFile file)
    {
        if (file.Length == 0)
        {
            return;
        }

        int from = _dice.Next(file.Length);
        int to = from + _dice.Next(file.Length - from) + 1;
        int how = _dice.Next(3);
        for (int i = from; i < to; i++)
        {
            file.Bytes[i] = how == 0 ? (byte)0 : how == 1 ? (byte)0xFF : (byte)_dice.Next(256);
        }
    }

    private static void Transplant(FakeFile into, FakeFile from)
    {
        for (int i = SlotHeader.Bytes; i < into.Length && i < from.Length; i++)
        {
            into.Bytes[i] = from.Bytes[i];
        }
    }

    private void Check()
    {
        int expected = -1;
        for (int i = 0; i < _saves; i++)
        {
            if (IsIn(0, _images[i]) || IsIn(1, _images[i]))
            {
                expected = i;
            }
        }

        _bench.Restart();
        SlotResult result = _bench.Load();
        bool isRight = expected < 0 ? result == SlotResult.Empty : result == SlotResult.Ok && _bench.Holds(_contents[expected]);
        Loaded += expected < 0 ? 0 : 1;
        Nothing += expected < 0 ? 1 : 0;
        if (isRight)
        {
            byte[] next = SlotBench.Content(50, Rounds);
            isRight = _bench.Save(next) == SlotResult.Ok;
            _bench.Restart();
            isRight &= _bench.Loads(next);
        }

        if (!isRight)
        {
            Wrong = "round " + Rounds.ToString() + ", content " + expected.ToString() + " of " + _saves.ToString();
        }
    }

    private bool IsIn(int slot, byte[] image)
    {
        FakeFile file = _bench.Flash.Slot(_bench.Kind, slot);
        return file.Length == image.Length && Image.Same(file.Bytes, 0, image, 0, image.Length);
    }
}
