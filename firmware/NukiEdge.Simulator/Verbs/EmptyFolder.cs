namespace NukiEdge.Simulator.Verbs;

/// <summary>What becomes of a data folder that keeps no house yet.</summary>
internal enum EmptyFolder
{
    /// <summary>It is refused: nobody could fill it.</summary>
    IsRefused,

    /// <summary>The sample house is put there.</summary>
    GetsSample,

    /// <summary>An empty house begins, and the owner fills it on the page.</summary>
    IsSetUpOnPage,
}
