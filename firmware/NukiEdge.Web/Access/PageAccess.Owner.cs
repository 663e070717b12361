using NukiEdge.Core.Bytes;
using NukiEdge.Core.Log;
using NukiEdge.Web.Seals;

namespace NukiEdge.Web.Access;

/// <summary>The first password, and what an owner who is logged in can do: sealed fields, another password, keys.</summary>
public sealed partial class PageAccess
{
    /// <summary>Set-up begins: "r=" and the client's nonce; the answer is "r=…,s=…,i=…" with the device code's salt and rounds.</summary>
    public byte SetupFirst(byte[] text, int offset, int length, uint peer, long nowUs, ByteWriter answer)
    {
        int nonceAt = offset + NonceFront.Length;
        int nonceLength = length - NonceFront.Length;
        if (!Image.StartsWith(text, offset, length, NonceFront) || !Challenges.IsClientNonce(text, nonceAt, nonceLength))
        {
            return AccessVerdict.Malformed;
        }

        if (_window.LeftUs(nowUs) == 0 || !Kept.HasCode)
        {
            return AccessVerdict.Closed;
        }

        byte[] nonce = ByteRow.Part(text, nonceAt, nonceLength);
        answer.Add(NonceFront);
        answer.Add(nonce);
        answer.Add(_challenges.Make(Challenges.Setup, peer, nonce, nowUs));
        AddSalt(answer, AccessImage.CodeSaltAt, Image.U32(Kept.Bytes, AccessImage.CodeRoundsAt));
        return answer.Overflow ? AccessVerdict.Malformed : AccessVerdict.Ok;
    }

    /// <summary>
    /// The first password: "r=…,b=…", a box with the verifier, sealed under a key of the code and both nonces. The answer, "v=…", can only
    /// be made by who knows the code.
    /// </summary>
    public byte SetupFinal(byte[] text, int offset, int length, uint peer, long nowUs, ByteWriter answer)
    {
        byte[] both = Nonces(text, offset, length, NonceFront, BoxWord);
        byte[] box = both == null ? null : After(text, offset, length, NonceFront.Length + both.Length + BoxWord.Length);
        if (box == null)
        {
            return AccessVerdict.Malformed;
        }

        if (_window.LeftUs(nowUs) == 0)
        {
            return AccessVerdict.Closed;
        }

        uint number = _challenges.Check(Challenges.Setup, peer, both, nowUs);
        if (number == 0)
        {
            return AccessVerdict.Stale;
        }

        if (MustWait(_window.WaitLeftUs(nowUs)))
        {
            return AccessVerdict.TooSoon;
        }

        byte[] codeKey = ByteRow.Part(Kept.Bytes, AccessImage.CodeKeyAt, AccessImage.HashBytes);
        byte[] key = _hmac.Of(codeKey, ByteRow.Join(SetupLabel, both));
        byte[] verifier = SealedBox.Open(_hmac, key, Label(true, 0, PasswordPurpose), box);
        if (verifier == null || !Kept.SetPassword(verifier))
        {
            return verifier == null ? CodeWrong(peer, nowUs) : AccessVerdict.Malformed;
        }

        PasswordIsSet(peer);
        CloseSetup();
        AddVerifier(answer, _hmac.Of(key, SetupDone));
        return AccessVerdict.Ok;
    }

    private byte CodeWrong(uint peer, long nowUs)
    {
        _window.Failed(nowUs);
        _notes.Failed(NoteCode.WrongCode, peer);
        if (_window.Wrong >= SetupWindow.MostWrong)
        {
            CloseSetup();
        }

        return AccessVerdict.Refused;
    }

    private void CloseSetup()
    {
        _window.Close();
        _notes.Add(NoteCode.SetupClosed, (uint)_window.Wrong);
    }

    private void PasswordIsSet(uint peer)
    {
        Sessions.EndAll();
        Ended++;
        _challenges.UseUpAll();
        _notes.Add(NoteCode.PasswordSet, peer);
    }

    /// <summary>
    /// Another password: a box with its verifier, sealed by the session for purpose "password", in base64. All sessions end, this one too.
    /// </summary>
    public byte ChangePassword(SignedRequest by, byte[] text, int offset, int length, long nowUs)
    {
        if (!IsFresh(by, nowUs))
        {
            return by.Role == AccessRole.Owner ? AccessVerdict.NotFresh : AccessVerdict.Refused;
        }

        byte[] verifier = Open(by, PasswordPurpose, text, offset, length);
        if (verifier == null || !Kept.SetPassword(verifier))
        {
            return AccessVerdict.Malformed;
        }

        PasswordIsSet(by.Peer);
        return AccessVerdict.Ok;
    }

    /// <summary>Ends the session of a request.</summary>
    public byte LogOut(SignedRequest by, long nowUs)
    {
        int place = by.Role == AccessRole.Owner ? Sessions.Find(by.Id, nowUs) : -1;
        if (place >= 0)
        {
            Sessions.End(place);
            Ended++;
        }

        return place >= 0 ? AccessVerdict.Ok : AccessVerdict.Refused;
    }

    /// <summary>Makes a key. The answer is its text, sealed for purpose "key", in base64: nobody can show it a second time.</summary>
    /// <param name="role">Reader or Controller.</param>
    /// <param name="flags">Bearer, AllLocks of <see cref="AccessImage"/>.</param>
    /// <param name="name">1 to 20 bytes of UTF-8.</param>
    /// <param name="locks">Up to four ids of locks that a controller may act at.</param>
    public byte AddKey(SignedRequest by, byte role, byte flags, byte[] name, uint[] locks, long nowUs, ByteWriter answer)
    {
        if (!IsFresh(by, nowUs))
        {
            return by.Role == AccessRole.Owner ? AccessVerdict.NotFresh : AccessVerdict.Refused;
        }

        bool isRole = role == AccessRole.Reader || role == AccessRole.Controller;
        if (!isRole || name.Length == 0 || name.Length > AccessImage.NameBytes || locks.Length > AccessImage.KeyLocks
            || (flags & ~(AccessImage.Bearer | AccessImage.AllLocks)) != 0)
        {
            return AccessVerdict.Malformed;
        }

        byte[] text = Keys.Add(role, flags, name, locks, _random);
        if (text == null)
        {
            return AccessVerdict.Closed;
        }

        _notes.Add(NoteCode.KeyMade, Keys.Id(Keys.IndexOf(ProofText.ReadHex(text, 0, text.Length, AccessKeys.IdBytes))));
        answer.Add(Seal(by, Ascii.Of("key"), text, text.Length));
        return AccessVerdict.Ok;
    }

    /// <summary>Takes a key away: its requests are refused from now on.</summary>
    /// <param name="key">Its place.</param>
    public byte RemoveKey(SignedRequest by, int key)
    {
        bool isThere = by.Role == AccessRole.Owner && key >= 0 && key < Kept.Keys && Kept.IsKey(key);
        if (isThere)
        {
            _notes.Add(NoteCode.KeyRemoved, Keys.Id(key));
            Keys.Remove(key);
            Ended++;
        }

        return isThere ? AccessVerdict.Ok : AccessVerdict.Refused;
    }

    /// <summary>Allows that a key comes as a Bearer token, which a sniffer can use again; or not.</summary>
    public byte SetBearer(SignedRequest by, int key, bool isOn, long nowUs)
    {
        if (!IsFresh(by, nowUs))
        {
            return by.Role == AccessRole.Owner ? AccessVerdict.NotFresh : AccessVerdict.Refused;
        }

        bool isThere = key >= 0 && key < Kept.Keys && Kept.IsKey(key);
        if (isThere)
        {
            Keys.SetBearer(key, isOn);
        }

        return isThere ? AccessVerdict.Ok : AccessVerdict.Malformed;
    }

    /// <summary>May this request change who comes in, or where secrets go? Only an owner's whose login is fresh.</summary>
    /// <returns>Ok, NotFresh or Refused.</returns>
    public byte MayChange(SignedRequest by, long nowUs)
    {
        return IsFresh(by, nowUs) ? AccessVerdict.Ok : by.Role == AccessRole.Owner ? AccessVerdict.NotFresh : AccessVerdict.Refused;
    }

    /// <summary>
    /// A password that nobody has to think of but somebody has to type: 20 of 32 characters that cannot be taken for one another, 100 random
    /// bits.
    /// </summary>
    public byte[] NewPassword()
    {
        byte[] password = new byte[NewPasswordBytes];
        _random.Fill(password);
        for (int i = 0; i < password.Length; i++)
        {
            password[i] = PasswordCharacters[password[i] & 31];
        }

        return password;
    }

    /// <summary>Seals a secret for the answer to an owner's request; base64.</summary>
    /// <param name="purpose">What it is, as access.md lists it: it opens as nothing else.</param>
    /// <returns>null for a request that no session signed.</returns>
    public byte[] Seal(SignedRequest to, byte[] purpose, byte[] secret, int length)
    {
        if (to.Role != AccessRole.Owner)
        {
            return null;
        }

        byte[] nonce = new byte[HmacStream.NonceBytes];
        _random.Fill(nonce);
        return Base64.Of(SealedBox.Close(_hmac, to.Key, Label(false, to.Counter, purpose), nonce, secret, length));
    }

    /// <summary>Opens a secret that came with an owner's request.</summary>
    /// <returns>null where it was not sealed for this request and purpose.</returns>
    public byte[] Open(SignedRequest from, byte[] purpose, byte[] text, int offset, int length)
    {
        return from.Role != AccessRole.Owner ? null
            : SealedBox.Open(_hmac, from.Key, Label(true, from.Counter, purpose), After(text, offset, length, 0));
    }

    /// <summary>Direction, counter and purpose of a box: "page 17 password".</summary>
    private static byte[] Label(bool isFromPage, long counter, byte[] purpose)
    {
        return ByteRow.Join(Ascii.Of((isFromPage ? "page " : "box ") + counter.ToString() + " "), purpose);
    }

    /// <summary>The owner logged in less than five minutes ago: only then secrets of the box may be changed.</summary>
    public bool IsFresh(SignedRequest by, long nowUs)
    {
        int place = by.Role == AccessRole.Owner ? Sessions.Find(by.Id, nowUs) : -1;
        return place >= 0 && Sessions.IsFresh(place, nowUs);
    }
}
