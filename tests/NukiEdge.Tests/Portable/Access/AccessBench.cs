using System;
using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Tests.Support;
using NukiEdge.Web.Access;
using NukiEdge.Web.Seals;

namespace NukiEdge.Tests.Access;

/// <summary>A box with its access, and an owner's browser in C#: an implementation of its own of what access.md says.</summary>
public sealed class AccessBench
{
    public const uint Peer = 0xC0A80117;
    public const string Code = "7K3QX9M2RT5A";

    private const int Rounds = 10000;

    public readonly Dice Dice = Dice.New();
    public readonly SoftHmac Hmac = new SoftHmac();
    public readonly TestClock Clock = new TestClock();
    public readonly EventLog Log;
    public readonly DiceRandom Random;
    public PageAccess Box;

    /// <summary>The last answer, as text.</summary>
    public string Answer = "";

    /// <summary>The last login's key, and its id.</summary>
    public byte[] Key = new byte[32];
    public string Id = "";
    public long Counter;

    private readonly Limits _limits = Limits.SmallBoard();
    private int _nonces;

    public AccessBench()
    {
        Log = new EventLog(64);
        Random = new DiceRandom(Dice);
        Restart();
        SetCode();
    }

    /// <summary>A box that has the password, and nobody logged in.</summary>
    public static AccessBench WithPassword(string password)
    {
        AccessBench bench = new AccessBench();
        bench.Box.ButtonPressed(bench.Clock.NowUs);
        if (bench.SetUp(Code, password) != AccessVerdict.Ok)
        {
            throw new Exception("set-up failed, " + bench.Dice.ToString());
        }

        return bench;
    }

    /// <summary>Power off and on: what is kept is there, nothing else.</summary>
    public void Restart()
    {
        AccessImage kept = Box == null ? null : Box.Kept;
        Box = new PageAccess(_limits, Clock, Hmac, Random, Log);
        if (kept != null)
        {
            Array.Copy(kept.Bytes, 0, Box.Kept.Bytes, 0, kept.Bytes.Length);
        }
    }

    /// <summary>Code and its key stand where access.md says; one round instead of a thousand.</summary>
    private void SetCode()
    {
        Array.Copy(Raw.Of(Code), 0, Box.Kept.Bytes, 0, 12);
        Box.Kept.Bytes[28] = 1;
        Array.Copy(CodeKey(Code), 0, Box.Kept.Bytes, 32, 32);
    }

    private byte[] CodeKey(string code)
    {
        byte[] key = new byte[32];
        Pbkdf2.Derive(Hmac, Raw.Of(code), new byte[16], 1, key);
        return key;
    }

    /// <summary>Salt of zeros, few rounds: the box never does them.</summary>
    public byte[] Salted(string password)
    {
        return Hmac.Of(Raw.Of(password), Raw.Of("salted"));
    }

    public byte[] Verifier(string password)
    {
        byte[] salted = Salted(password);
        byte[] verifier = new byte[84];
        Image.PutU32(verifier, 16, Rounds);
        Array.Copy(Sha(Hmac.Of(salted, Raw.Of("Client Key"))), 0, verifier, 20, 32);
        Array.Copy(Hmac.Of(salted, Raw.Of("Server Key")), 0, verifier, 52, 32);
        return verifier;
    }

    public string Nonce()
    {
        _nonces++;
        return "clientnonce" + (100000 + _nonces).ToString();
    }

    public byte SetUp(string code, string password)
    {
        byte first = SetupFirst(Nonce(), Peer);
        return first != AccessVerdict.Ok ? first : SetupFinal(SetupMessage(code, password), Peer);
    }

    public byte SetupFirst(string nonce, uint peer)
    {
        byte[] text = Raw.Of("r=" + nonce);
        ByteWriter answer = Raw.Writer(300);
        byte verdict = Box.SetupFirst(text, 0, text.Length, peer, Clock.NowUs, answer);
        Answer = Raw.Text(answer);
        return verdict;
    }

    /// <summary>The answer to <see cref="Answer"/>.</summary>
    public string SetupMessage(string code, string password)
    {
        string nonces = Between(Answer, "r=", ",s=");
        byte[] key = Hmac.Of(CodeKey(code), Raw.Of("NukiEdge setup\n" + nonces));
        byte[] verifier = Verifier(password);
        byte[] box = SealedBox.Close(Hmac, key, Raw.Of("page 0 password"), new byte[16], verifier, verifier.Length);
        return "r=" + nonces + ",b=" + Text(Base64.Of(box));
    }

    public byte SetupFinal(string message, uint peer)
    {
        byte[] text = Raw.Of(message);
        ByteWriter answer = Raw.Writer(300);
        byte verdict = Box.SetupFinal(text, 0, text.Length, peer, Clock.NowUs, answer);
        Answer = Raw.Text(answer);
        return verdict;
    }

    /// <summary>Logs in as a browser does, with its proof of the box.</summary>
    public byte LogIn(string password, uint peer = Peer)
    {
        string nonce = Nonce();
        byte first = LoginFirst("n,,n=owner,r=" + nonce, peer);
        if (first != AccessVerdict.Ok)
        {
            return first;
        }

        string auth = Auth(nonce);
        byte verdict = LoginFinal(LoginMessage(nonce, password), peer);
        if (verdict == AccessVerdict.Ok)
        {
            byte[] salted = Salted(password);
            byte[] clientKey = Hmac.Of(salted, Raw.Of("Client Key"));
            Assert.AreEqual("v=" + Text(Base64.Of(Hmac.Of(Hmac.Of(salted, Raw.Of("Server Key")), Raw.Of(auth)))), Answer, "the box's proof");
            Key = Hmac.Of(Sha(clientKey), ByteRow.Join(ByteRow.Join(Raw.Of("GSS-API session key"), clientKey), Raw.Of(auth)));
            Id = Small(Hmac.Of(Key, Raw.Of("NukiEdge session id")), 8);
            Counter = 0;
        }

        return verdict;
    }

    public byte LoginFirst(string message, uint peer)
    {
        byte[] text = Raw.Of(message);
        ByteWriter answer = Raw.Writer(300);
        byte verdict = Box.LoginFirst(text, 0, text.Length, peer, Clock.NowUs, answer);
        Answer = Raw.Text(answer);
        return verdict;
    }

    public byte LoginFinal(string message, uint peer)
    {
        byte[] text = Raw.Of(message);
        ByteWriter answer = Raw.Writer(300);
        byte verdict = Box.LoginFinal(text, 0, text.Length, peer, Clock.NowUs, answer);
        Answer = Raw.Text(answer);
        return verdict;
    }

    /// <summary>The answer to <see cref="Answer"/>.</summary>
    public string LoginMessage(string nonce, string password)
    {
        byte[] clientKey = Hmac.Of(Salted(password), Raw.Of("Client Key"));
        byte[] proof = Hmac.Of(Sha(clientKey), Raw.Of(Auth(nonce)));
        for (int i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        return "c=biws,r=" + Between(Answer, "r=", ",s=") + ",p=" + Text(Base64.Of(proof));
    }

    private string Auth(string nonce)
    {
        return "n=owner,r=" + nonce + "," + Answer + ",c=biws,r=" + Between(Answer, "r=", ",s=");
    }

    /// <summary>A proof as the header carries it.</summary>
    public string Sign(string kind, long counter, string method, string target, string body)
    {
        return SignWith(Id, Key, kind, counter, method, target, body);
    }

    public string SignWith(string id, byte[] key, string kind, long counter, string method, string target, string body)
    {
        byte[] bytes = Raw.Of(body);
        byte[] chain = Hmac.Of(key, Raw.Of("NukiEdge " + kind + "\n" + counter.ToString() + "\n" + method + "\n" + target + "\n" + bytes.Length.ToString()));
        for (int at = 0; at < bytes.Length; at += 512)
        {
            int left = bytes.Length - at;
            chain = Hmac.Of(key, ByteRow.Join(chain, bytes, at, left < 512 ? left : 512));
        }

        return id + "." + counter.ToString() + "." + Small(chain, 16);
    }

    /// <summary>Sends a request with the next counter; its role.</summary>
    public byte Send(string method, string target, string body)
    {
        Counter++;
        return Ask(SignedRequest.Session, Sign("request", Counter, method, target, body), method, target, body);
    }

    /// <summary>The last request that <see cref="Ask"/> made, or null.</summary>
    public SignedRequest Request;

    public byte Ask(byte where, string proof, string method, string target, string body)
    {
        byte[] p = Raw.Of(proof);
        byte[] t = Raw.Of(target);
        byte[] b = Raw.Of(body);
        Request = Box.Check.Begin(where, p, 0, p.Length, Raw.Of(method), t, 0, t.Length, b.Length, Peer, Clock.NowUs);
        if (Request == null)
        {
            return AccessRole.None;
        }

        for (int at = 0; at < b.Length;)
        {
            int part = 1 + Dice.Next(700);
            part = part < b.Length - at ? part : b.Length - at;
            Request.Add(Hmac, b, at, part);
            at += part;
        }

        return Box.Check.End(Request, Clock.NowUs);
    }

    /// <summary>Makes a key; its text as the page would show it.</summary>
    public string MakeKey(byte role, byte flags, uint[] locks)
    {
        Send("POST", "/api/keys", "x");
        ByteWriter answer = Raw.Writer(300);
        byte verdict = Box.AddKey(Request, role, flags, Raw.Of("Home Assistant"), locks, Clock.NowUs, answer);
        Answer = Raw.Text(answer);
        if (verdict != AccessVerdict.Ok)
        {
            return "";
        }

        byte[] box = Base64.Read(answer.Buffer, answer.Length);
        byte[] text = SealedBox.Open(Hmac, Key, Raw.Of("box " + Counter.ToString() + " key"), box);
        return Text(text);
    }

    /// <summary>Signs as a program with a key does.</summary>
    public string SignKey(string keyText, byte[] epoch, long counter, string method, string target, string body)
    {
        byte[] verifier = Hmac.Of(Raw.FromHex(keyText.Substring(9)), Raw.Of("NukiEdge key"));
        byte[] key = Hmac.Of(verifier, ByteRow.Join(Raw.Of("NukiEdge epoch\n"), epoch));
        return "NukiEdge " + SignWith(keyText.Substring(0, 8), key, "request", counter, method, target, body);
    }

    /// <summary>Codes of the notes since the last time, each with a space behind it.</summary>
    public string TakeNotes()
    {
        string notes = "";
        LogRecord record = new LogRecord();
        for (; _notesRead < Log.Written; _notesRead++)
        {
            Log.Read(_notesRead, record);
            notes += record.Note.ToString() + " ";
        }

        return notes;
    }

    private long _notesRead;

    public static string Text(byte[] bytes)
    {
        return Raw.Text(bytes, 0, bytes.Length);
    }

    public static string Between(string text, string from, string to)
    {
        int at = text.IndexOf(from) + from.Length;
        return text.Substring(at, text.IndexOf(to, at) - at);
    }

    public static string Small(byte[] bytes, int count)
    {
        string text = "";
        for (int i = 0; i < count; i++)
        {
            text += ((char)(Ascii.HexDigit(bytes[i] >> 4) | 0x20)).ToString() + ((char)(Ascii.HexDigit(bytes[i] & 15) | 0x20)).ToString();
        }

        return text;
    }

    /// <summary>The text with one byte changed.</summary>
    public static string Changed(string text, int at, int by)
    {
        return text.Substring(0, at) + ((char)(text[at] ^ by)).ToString() + text.Substring(at + 1);
    }

    private static byte[] Sha(byte[] bytes)
    {
        Sha256 sha = new Sha256();
        byte[] hash = new byte[32];
        sha.Add(bytes, 0, bytes.Length);
        sha.Finish(hash);
        return hash;
    }
}
