using NukiEdge.Core.Bytes;
using NukiEdge.Core.Locks;

namespace NukiEdge.Core.Scenes;

/// <summary>
/// Texts of scenes with placeholders. In a scene image a placeholder is one byte from 1 to 5, which no other text there may
/// hold; a scene's maker (<see cref="SceneBuilder"/>) has translated and checked it.
/// </summary>
public sealed class Template
{
    /// <summary>Placeholder bytes.</summary>
    public const byte Person = 1, Lock = 2, Action = 3, Source = 4, Time = 5;

    /// <summary>The placeholders as people write them; the index plus one is the byte.</summary>
    public static readonly byte[][] Placeholders = Ascii.Table("{person}", "{lock}", "{action}", "{source}", "{time}");

    private static readonly byte[] UnknownPerson = Ascii.Of("unknown");
    private static readonly byte[] NoPerson = Ascii.Of("nobody");
    private static readonly byte[] OtherAction = Ascii.Of("other");

    private readonly NameTable _persons;
    private readonly NameTable _locks;
    private readonly byte[] _time = new byte[24];
    private readonly ByteWriter _timeWriter = new ByteWriter();

    /// <summary>Renders with the names of one house.</summary>
    public Template(NameTable persons, NameTable locks)
    {
        _persons = persons;
        _locks = locks;
    }

    /// <summary>Words for the sources, by <see cref="ActionSource"/>.</summary>
    public static readonly byte[][] SourceWords = Ascii.Table("app", "fob", "keypad code", "fingerprint", "back key", "button",
        "auto-unlock", "homekit", "mqtt", "auto-lock", "time control", "other");

    /// <summary>Words for the actions, by bit of <see cref="LockAction.Bit"/>.</summary>
    public static readonly byte[][] ActionWords = Ascii.Table("unlock", "lock", "unlatch", "lock'n'go", "lock'n'go unlatch",
        "full lock", "fob without action", "button without action");

    /// <summary>Word for an action.</summary>
    public static byte[] ActionWord(uint action)
    {
        int bit = LockAction.Bit(action);
        for (int i = 0; i < ActionWords.Length; i++)
        {
            if (bit == 1 << i)
            {
                return ActionWords[i];
            }
        }

        return OtherAction;
    }

    /// <summary>Appends the text at image[offset], with its placeholders filled in and escaped.</summary>
    public void Render(byte[] image, int offset, int length, byte escape, SceneContext context, ByteWriter into)
    {
        int end = offset + length;
        for (int at = offset; at < end; at++)
        {
            byte b = image[at];
            if (b == 0 || b > Time)
            {
                into.Add(b);
                continue;
            }

            Fill(b, escape, context, into);
        }
    }

    private void Fill(byte placeholder, byte escape, SceneContext context, ByteWriter into)
    {
        switch (placeholder)
        {
            case Person:
                if (context.Person >= 0)
                {
                    AddEscaped(_persons.Bytes, _persons.Offset(context.Person), _persons.Length(context.Person), escape, into);
                    return;
                }

                if (context.Happening != Happening.Arrival)
                {
                    return;
                }

                byte[] word = context.Who == People.Who.Nobody ? NoPerson : UnknownPerson;
                AddEscaped(word, 0, word.Length, escape, into);
                return;
            case Lock:
                AddEscaped(_locks.Bytes, _locks.Offset(context.Lock), _locks.Length(context.Lock), escape, into);
                return;
            case Action:
                byte[] action = context.Happening != Happening.Arrival ? Happening.Words[context.Happening] : ActionWord(context.Action);
                AddEscaped(action, 0, action.Length, escape, into);
                return;
            case Source:
                if (context.Happening != Happening.Arrival)
                {
                    return;
                }

                AddEscaped(SourceWords[context.Source], 0, SourceWords[context.Source].Length, escape, into);
                return;
            default:
                _timeWriter.Reset(_time);
                _timeWriter.AddUtc(context.UtcSeconds);
                AddEscaped(_time, 0, _timeWriter.Length, escape, into);
                return;
        }
    }

    private static void AddEscaped(byte[] text, int offset, int length, byte escape, ByteWriter into)
    {
        for (int i = offset; i < offset + length; i++)
        {
            Escaping.Add(text[i], escape, into);
        }
    }
}
