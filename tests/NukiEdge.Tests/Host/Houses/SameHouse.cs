using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using NukiEdge.Core.Houses;

namespace NukiEdge.Tests.Houses;

/// <summary>Compares two houses field by field, arrays byte by byte, through everything they hold: what a writer forgets is found.</summary>
internal static class SameHouse
{
    /// <summary>Where the first difference is; empty where there is none.</summary>
    public static string Difference(House a, House b)
    {
        return Compare(a, b, "house", new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    private static string Compare(object a, object b, string path, HashSet<object> seen)
    {
        if (a is null || b is null)
        {
            return a is null && b is null ? "" : path + ": only one is null";
        }

        Type type = a.GetType();
        if (type.IsPrimitive || a is string)
        {
            return a.Equals(b) ? "" : $"{path}: {a} and {b}";
        }

        if (!seen.Add(a))
        {
            return "";
        }

        if (a is Array)
        {
            return CompareArrays((IList)a, (IList)b, path, seen);
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            string name = path + "." + field.Name;
            string difference = IsNoTable(field) ? "" : Compare(field.GetValue(a), field.GetValue(b), name, seen);
            if (difference.Length > 0)
            {
                return difference;
            }
        }

        return "";
    }

    /// <summary>What changes with each reading, and says nothing of the house.</summary>
    private static bool IsNoTable(FieldInfo field)
    {
        return field.Name.Contains("Limits", StringComparison.Ordinal) || field.Name.Contains("NextRoster", StringComparison.Ordinal)
            || field.Name.Contains("TokenChanges", StringComparison.Ordinal);
    }

    private static string CompareArrays(IList a, IList b, string path, HashSet<object> seen)
    {
        if (a.Count != b.Count)
        {
            return $"{path}: {a.Count} and {b.Count} long";
        }

        for (int i = 0; i < a.Count; i++)
        {
            string difference = Compare(a[i], b[i], path + "[" + i + "]", seen);
            if (difference.Length > 0)
            {
                return difference;
            }
        }

        return "";
    }
}
