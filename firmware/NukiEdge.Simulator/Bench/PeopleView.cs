using System.Collections.Generic;

namespace NukiEdge.Simulator.Bench;

// What the panel "People" draws: written as JSON with camelCase names. No token and no document id is in it.

/// <summary>Who is who, as the appliance knows it.</summary>
/// <param name="Syncs">True where the appliance syncs with a double of Nuki Web.</param>
/// <param name="Line">How the sync stands, in one line.</param>
/// <param name="Asking">A request is under way.</param>
/// <param name="Undecided">Numbers that wait for the owner's word.</param>
/// <param name="Persons">Who waits for the owner's word first.</param>
/// <param name="Nobody">Numbers that nobody was given.</param>
/// <param name="Changes">What syncs and the owner changed last, newest first.</param>
internal sealed record PeopleView(bool Syncs, string Line, bool Asking, int Undecided, IReadOnlyList<TableAgeView> Tables,
    IReadOnlyList<PersonView> Persons, IReadOnlyList<NumberView> Nobody, IReadOnlyList<ChangeView> Changes);

/// <summary>How old what is known of a lock's numbers is.</summary>
/// <param name="AgeS">Seconds since the last good sync; null where there was none.</param>
/// <param name="TooOld">A sensitive scene would be held.</param>
internal sealed record TableAgeView(string Lock, long? AgeS, bool TooOld);

/// <summary>A person with its numbers.</summary>
/// <param name="IsNew">Nobody has decided yet who that is, and no rule is about it.</param>
/// <param name="Waits">A number waits for the owner's word.</param>
internal sealed record PersonView(string Name, bool IsNew, bool Waits, IReadOnlyList<NumberView> Numbers);

/// <summary>A number of a lock.</summary>
/// <param name="Kind">code, fingerprint, app, fob, keypad or auth.</param>
/// <param name="State">"" where all is well, or what is not, as in "not confirmed".</param>
internal sealed record NumberView(string Lock, string Kind, uint Number, string State);

/// <summary>A line of the log about the table.</summary>
/// <param name="At">Seconds since 1970, 0 while the clock was not set.</param>
internal sealed record ChangeView(long Id, long At, string Text);
