using NukiEdge.Core;
using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Core.Ports;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>
/// Access over plain HTTP (design section 7; byte by byte: firmware/docs/access.md). Bytes in, verdict out: it knows no HTTP. This half
/// holds the parts, the button and the login; the other one what an owner who is logged in can do.
/// </summary>
public sealed partial class PageAccess : IPart
{
    private static readonly byte[] FirstFront = Ascii.Of("n,,n=owner,r=");
    private static readonly byte[] FinalFront = Ascii.Of("c=biws,r=");
    private static readonly byte[] NonceFront = Ascii.Of("r=");
    private static readonly byte[] ProofWord = Ascii.Of(",p=");
    private static readonly byte[] BoxWord = Ascii.Of(",b=");
    private static readonly byte[] SetupLabel = Ascii.Of("NukiEdge setup\n");
    private static readonly byte[] SetupDone = Ascii.Of("NukiEdge setup done");
    private static readonly byte[] PasswordPurpose = Ascii.Of("password");

    // No l, o, 0, 1, and no capitals: it is typed on a telephone, into the Nuki app, which takes 32 at most (facts A1).
    private static readonly byte[] PasswordCharacters = Ascii.Of("abcdefghijkmnpqrstuvwxyz23456789");
    private const int NewPasswordBytes = 20;

    /// <summary>How often it is looked whose session is over, microseconds.</summary>
    private const long SweepUs = 60000000;

    private readonly IHmac _hmac;
    private readonly IRandom _random;
    private readonly Challenges _challenges;
    private readonly GuessDelay _delay = new GuessDelay();
    private readonly SetupWindow _window = new SetupWindow();
    private readonly AccessNotes _notes;
    private long _sweepUs;

    /// <summary>Access to one box. <see cref="AccessStore"/> fills the image, <see cref="DeviceCode"/> makes the code.</summary>
    public PageAccess(Limits limits, IClock clock, IHmac hmac, IRandom random, EventLog log)
    {
        _hmac = hmac;
        _random = random;
        _challenges = new Challenges(hmac, random);
        _notes = new AccessNotes(log, clock);
        Kept = new AccessImage(limits);
        Sessions = new SessionTable(limits);
        Keys = new AccessKeys(Kept, hmac, random);
        Check = new AccessCheck(hmac, Sessions, Keys);
    }

    /// <summary>What outlives a restart.</summary>
    public AccessImage Kept { get; }

    /// <summary>The owner's sessions.</summary>
    public SessionTable Sessions { get; }

    /// <summary>Grows whenever somebody loses access who may be looking on just now: a session that ends, a key that is removed.</summary>
    public int Ended { get; private set; }

    /// <summary>Keys of other programs.</summary>
    public AccessKeys Keys { get; }

    /// <summary>Says what a request may do.</summary>
    public AccessCheck Check { get; }

    /// <summary>Seconds for Retry-After, after <see cref="AccessVerdict.TooSoon"/>.</summary>
    public int WaitSeconds { get; private set; }

    /// <summary>Seconds in which the first password can be set yet, 0 for none.</summary>
    public int SetupSeconds(long nowUs)
    {
        return (int)((_window.LeftUs(nowUs) + 999999) / 1000000);
    }

    /// <summary>
    /// A short press of the button, and the start of the PC's program: whoever guessed has made nobody wait; and where no password is
    /// set, it can be for five minutes. Where one is set it stays as it is.
    /// </summary>
    public void ButtonPressed(long nowUs)
    {
        _delay.Forget();
        if (!Kept.HasPassword)
        {
            _window.Open(nowUs);
            _notes.Add(NoteCode.SetupOpened, (uint)(SetupWindow.OpenUs / 1000000));
        }
    }

    /// <summary>The button was held for ten seconds: the password is gone, all sessions end. Keys of other programs stay.</summary>
    public void ButtonHeld(long nowUs)
    {
        Kept.ClearPassword();
        Sessions.EndAll();
        Ended++;
        _challenges.UseUpAll();
        _notes.Add(NoteCode.PasswordReset, 0);
        ButtonPressed(nowUs);
    }

    /// <inheritdoc/>
    public long Step(long nowUs)
    {
        if (_window.IsOpen && _window.LeftUs(nowUs) == 0)
        {
            CloseSetup();
        }

        if (nowUs >= _sweepUs)
        {
            _sweepUs = nowUs + SweepUs;
            Ended += Sessions.Sweep(nowUs) ? 1 : 0;
        }

        return _window.IsOpen && _window.UntilUs < _sweepUs ? _window.UntilUs : _sweepUs;
    }

    /// <summary>
    /// RFC 5802's client-first-message "n,,n=owner,r=…"; the answer is the server-first-message "r=…,s=…,i=…". Nothing is remembered.
    /// </summary>
    public byte LoginFirst(byte[] text, int offset, int length, uint peer, long nowUs, ByteWriter answer)
    {
        int nonceAt = offset + FirstFront.Length;
        int nonceLength = length - FirstFront.Length;
        if (!Image.StartsWith(text, offset, length, FirstFront) || !Challenges.IsClientNonce(text, nonceAt, nonceLength))
        {
            return AccessVerdict.Malformed;
        }

        if (!Kept.HasPassword)
        {
            return AccessVerdict.Closed;
        }

        byte[] nonce = ByteRow.Part(text, nonceAt, nonceLength);
        AddServerFirst(answer, ByteRow.Join(nonce, _challenges.Make(Challenges.Login, peer, nonce, nowUs)));
        return answer.Overflow ? AccessVerdict.Malformed : AccessVerdict.Ok;
    }

    /// <summary>
    /// RFC 5802's client-final-message "c=biws,r=…,p=…"; the answer is the server-final-message "v=…", by which the box proves itself.
    /// From then on the session lives; its id and key both sides make themselves.
    /// </summary>
    public byte LoginFinal(byte[] text, int offset, int length, uint peer, long nowUs, ByteWriter answer)
    {
        byte[] both = Nonces(text, offset, length, FinalFront, ProofWord);
        byte[] proof = both == null ? null : After(text, offset, length, FinalFront.Length + both.Length + ProofWord.Length);
        if (proof == null)
        {
            return AccessVerdict.Malformed;
        }

        uint number = _challenges.Check(Challenges.Login, peer, both, nowUs);
        if (number == 0 || !Kept.HasPassword)
        {
            return AccessVerdict.Stale;
        }

        if (MustWait(_delay.WaitLeftUs(peer, nowUs)))
        {
            return AccessVerdict.TooSoon;
        }

        byte[] storedKey = ByteRow.Part(Kept.Bytes, AccessImage.VerifierAt + AccessImage.StoredKeyAt, AccessImage.HashBytes);
        byte[] auth = AuthMessage(both);
        byte[] clientKey = ScramProof.ClientKey(_hmac, storedKey, auth, proof);
        if (clientKey == null)
        {
            return GuessedWrong(peer, nowUs);
        }

        _challenges.UseUp(number);
        _delay.Worked(peer);
        byte[] key = ScramProof.SessionKey(_hmac, storedKey, clientKey, auth);
        Ended += Sessions.Begin(SessionTable.IdOf(_hmac, key), key, nowUs) ? 1 : 0;
        _notes.Add(NoteCode.PageLogin, peer);
        byte[] serverKey = ByteRow.Part(Kept.Bytes, AccessImage.VerifierAt + AccessImage.ServerKeyAt, AccessImage.HashBytes);
        AddVerifier(answer, ScramProof.ServerSignature(_hmac, serverKey, auth));
        return AccessVerdict.Ok;
    }

    private byte GuessedWrong(uint peer, long nowUs)
    {
        _delay.Failed(peer, nowUs);
        _notes.Failed(NoteCode.PageLoginFailed, peer);
        if (_delay.WaitLeftUs(peer, nowUs) > 0)
        {
            _notes.Slowed(peer);
        }

        return AccessVerdict.Refused;
    }

    /// <summary>client-first-message-bare "," server-first-message "," client-final-message-without-proof (RFC 5802 section 3).</summary>
    private byte[] AuthMessage(byte[] both)
    {
        ByteWriter text = new ByteWriter();
        text.Reset(new byte[FirstFront.Length + 2 * FinalFront.Length + 3 * both.Length + 64]);
        text.Add(FirstFront, 3, FirstFront.Length - 3);
        text.Add(both, 0, both.Length - Challenges.Characters);
        text.Add((byte)',');
        AddServerFirst(text, both);
        text.Add((byte)',');
        text.Add(FinalFront);
        text.Add(both);
        return ByteRow.Front(text.Buffer, text.Length);
    }

    private void AddServerFirst(ByteWriter text, byte[] both)
    {
        text.Add(NonceFront);
        text.Add(both);
        AddSalt(text, AccessImage.VerifierAt, Kept.Rounds);
    }

    private void AddSalt(ByteWriter text, int saltAt, uint rounds)
    {
        text.Add((byte)',');
        text.Add((byte)'s');
        text.Add((byte)'=');
        text.Add(Base64.Of(ByteRow.Part(Kept.Bytes, saltAt, AccessImage.SaltBytes)));
        text.Add((byte)',');
        text.Add((byte)'i');
        text.Add((byte)'=');
        text.AddDecimal(rounds, 1);
    }

    private static void AddVerifier(ByteWriter answer, byte[] mac)
    {
        answer.Add((byte)'v');
        answer.Add((byte)'=');
        answer.Add(Base64.Of(mac));
    }

    private bool MustWait(long leftUs)
    {
        WaitSeconds = leftUs <= 0 ? 0 : (int)((leftUs + 999999) / 1000000);
        return leftUs > 0;
    }

    /// <summary>What stands between a message's front and the word behind the nonces, or null for another form.</summary>
    private static byte[] Nonces(byte[] text, int offset, int length, byte[] front, byte[] word)
    {
        int from = offset + front.Length;
        int end = offset + length;
        int at = from;
        while (at < end && text[at] != ',')
        {
            at++;
        }

        bool isForm = Image.StartsWith(text, offset, length, front) && Image.StartsWith(text, at, end - at, word);
        return isForm && at - from > Challenges.Characters ? ByteRow.Part(text, from, at - from) : null;
    }

    /// <summary>The rest of a message, which is base64; null where it is not.</summary>
    private static byte[] After(byte[] text, int offset, int length, int skip)
    {
        return skip >= length ? null : Base64.Read(ByteRow.Part(text, offset + skip, length - skip), length - skip);
    }
}
