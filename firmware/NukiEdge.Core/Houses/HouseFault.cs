namespace NukiEdge.Core.Houses;

/// <summary>What can be wrong with a house file.</summary>
public static class HouseFault
{
    public const int None = 0, NotJson = 1, EndsEarly = 2, TooDeep = 3, TextTooLong = 4, BadText = 5, UnknownField = 6,
        FieldTwice = 7, Missing = 8, WrongType = 9, OutOfRange = 10, TooMany = 11, NameTaken = 12, NoSuchName = 13, BadLockId = 14,
        UnknownWord = 15, CredentialTaken = 16, UrlNotHttp = 17, UrlNeedsAddress = 18, UrlBadCharacter = 19,
        UnknownPlaceholder = 20, BadHeader = 21, BadTopic = 22, RenderedTooLong = 23, ScenesTooLong = 24, WrongVersion = 25,
        LockHasLogin = 26, NoBodyHere = 27, OneStepOnly = 28, NamesTooLong = 30,
        BadRelayName = 31, BadTime = 32, BadZone = 33, TopicTooLong = 34, UrlPublic = 35, TargetTaken = 36, BadUser = 37, BadSecret = 38,
        BadPattern = 39, BadDocument = 40, BadDateTime = 41, BadPin = 42, PinTwice = 43, HostNeedsAddress = 44, HostPublic = 45, OfArrivals = 50,
        Sealed = 60, WrongPassphrase = 61, SealBroken = 62;
}
