namespace NukiEdge.Tests.Golden;

/// <summary>One vector of tests/golden/lockActionEvent.json; its README says what the fields mean.</summary>
public sealed class GoldenVector
{
    public string Name;
    public GoldenRecord[] Roster;
    public GoldenMessage[] History;
    public GoldenMessage Message;

    /// <summary>Why the grammar refuses it; then the fields below are not set.</summary>
    public string Refused = "";

    public uint Action, Trigger, AuthId, CodeId, Context;
    public string Via, Who;
    public string Ignored = "";
    public string Arrival;
    public bool MayRun;
}

/// <summary>A known credential.</summary>
public sealed class GoldenRecord
{
    public int Kind;
    public uint Number;

    /// <summary>Empty where nobody was put behind it.</summary>
    public string Person = "";

    public int WebType;
    public int Lock = 1;
}

/// <summary>A message.</summary>
public sealed class GoldenMessage
{
    public byte[] Payload;
    public long AgoMs;
    public int Lock = 1;
    public int Connection = 1;
    public bool Retain, Dup, Repeated;
}
