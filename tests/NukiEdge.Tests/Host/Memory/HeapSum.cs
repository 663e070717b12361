using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NukiEdge.Tests.Memory;

/// <summary>
/// Sums what an object graph costs on the board's heap: every block is a multiple of 12 bytes, an object takes one block and
/// one for each field, an array one and its packed elements (4 bytes for a reference); nanoframework/language.md, "Costs".
/// </summary>
internal sealed class HeapSum
{
    private const int BlockBytes = 12;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was counted, by name, in order.</summary>
    public List<(string Name, int Arrays, int Objects)> Rows { get; } = new();

    /// <summary>Bytes of all rows.</summary>
    public int Total => Rows.Sum(r => r.Arrays + r.Objects);

    /// <summary>Counts parts: each with everything that can be reached from it without going through another part.</summary>
    public HeapSum(params (string Name, object[] Roots)[] parts)
    {
        foreach (object root in parts.SelectMany(p => p.Roots))
        {
            _seen.Add(root);
        }

        foreach ((string name, object[] roots) in parts)
        {
            Count(name, roots);
        }
    }

    private void Count(string name, object[] roots)
    {
        int arrays = 0;
        int objects = 0;
        var open = new Stack<object>(roots);
        while (open.Count > 0)
        {
            object o = open.Pop();
            Type type = o.GetType();
            if (o is Array array)
            {
                Type element = type.GetElementType()!;
                int size = element.IsValueType ? SizeOf(element) : 4;
                arrays += Blocks(BlockBytes + array.Length * size);
                if (!element.IsValueType)
                {
                    Push(open, array.Cast<object>());
                }

                continue;
            }

            FieldInfo[] fields = Fields(type).ToArray();
            objects += BlockBytes * (1 + fields.Length);
            Push(open, fields.Where(f => !f.FieldType.IsValueType).Select(f => f.GetValue(o)));
        }

        Rows.Add((name, arrays, objects));
    }

    private void Push(Stack<object> open, IEnumerable<object> found)
    {
        foreach (object o in found)
        {
            bool isOurs = o is Array || (o is not null && o.GetType().Assembly != typeof(HeapSum).Assembly
                && o.GetType().Namespace!.StartsWith("NukiEdge", StringComparison.Ordinal));
            if (isOurs && _seen.Add(o))
            {
                open.Push(o);
            }
        }
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo f in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return f;
            }
        }
    }

    private static int Blocks(int bytes)
    {
        return (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
    }

    private static int SizeOf(Type type)
    {
        return type == typeof(bool) || type == typeof(byte) ? 1 : type == typeof(ushort) || type == typeof(short) ? 2 : type == typeof(long) ? 8 : 4;
    }
}
