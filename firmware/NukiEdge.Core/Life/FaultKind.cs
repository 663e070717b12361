using System;

namespace NukiEdge.Core.Life;

/// <summary>An exception's type as a number for log and flash (flash-format.md).</summary>
public static class FaultKind
{
    public const byte Other = 0, NullReference = 1, Index = 2, OutOfMemory = 3, InvalidOperation = 4, Argument = 5, Cast = 6,
        NotSupported = 7;

    /// <summary>The kind of an exception.</summary>
    public static byte Of(Exception e)
    {
        return e is NullReferenceException ? NullReference
            : e is IndexOutOfRangeException ? Index
            : e is OutOfMemoryException ? OutOfMemory
            : e is InvalidOperationException ? InvalidOperation
            : e is ArgumentException ? Argument
            : e is InvalidCastException ? Cast
            : e is NotSupportedException ? NotSupported
            : Other;
    }
}
