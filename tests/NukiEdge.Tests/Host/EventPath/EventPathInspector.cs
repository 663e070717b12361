using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NukiEdge.Tests.EventPath;

/// <summary>
/// Walks the compiled IL from the loop's entry points through everything they can reach inside the portable assemblies and
/// lists what allocates or stalls on the board's interpreter: new, boxing, struct locals, lock, try, strings.
/// A byte counter on the PC would prove too little: a struct local is free there and a heap block on the board.
/// </summary>
internal sealed class EventPathInspector
{
    // Native on the board, without allocation (nanoframework/language.md, "Works").
    private static readonly HashSet<string> AllowedCalls = new()
    {
        "System.Array::Copy", "System.Array::Clear", "System.Array::get_Length", "System.Threading.Interlocked::Exchange",
        "System.Threading.Interlocked::CompareExchange", "System.Threading.Interlocked::Increment",
    };

    private readonly List<TypeDefinition> _types;
    private readonly HashSet<string> _seen = new();
    private readonly Queue<MethodDefinition> _open = new();
    private readonly List<string> _findings = new();

    public EventPathInspector(params ModuleDefinition[] modules)
    {
        _types = modules.SelectMany(m => m.GetTypes()).ToList();
    }

    /// <summary>Methods that were read.</summary>
    public int MethodCount => _seen.Count;

    /// <summary>Names of the methods that were read, as Type::Method.</summary>
    public IEnumerable<string> Methods => _seen;

    /// <summary>Reads everything that can be reached from the roots, each "Type::Method".</summary>
    public IReadOnlyList<string> Inspect(params string[] roots)
    {
        foreach (string root in roots)
        {
            MethodDefinition method = _types.SelectMany(t => t.Methods).Single(m => Name(m) == root);
            Open(method);
        }

        while (_open.Count > 0)
        {
            Read(_open.Dequeue());
        }

        return _findings;
    }

    private void Read(MethodDefinition method)
    {
        foreach (VariableDefinition local in method.Body.Variables)
        {
            if (IsStruct(local.VariableType))
            {
                Find(method, "struct local " + local.VariableType.FullName);
            }
        }

        if (method.Body.HasExceptionHandlers)
        {
            Find(method, "try");
        }

        foreach (Instruction i in method.Body.Instructions)
        {
            switch (i.OpCode.Code)
            {
                case Code.Newobj:
                case Code.Newarr:
                    Find(method, "new " + i.Operand);
                    break;
                case Code.Box:
                    Find(method, "box " + i.Operand);
                    break;
                case Code.Ldstr:
                    Find(method, "string \"" + i.Operand + "\"");
                    break;
                case Code.Call:
                case Code.Callvirt:
                    Follow(method, (MethodReference)i.Operand);
                    break;
                default:
                    break;
            }
        }
    }

    private void Follow(MethodDefinition from, MethodReference call)
    {
        string name = call.DeclaringType.FullName + "::" + call.Name;
        if (name.StartsWith("System.Threading.Monitor::", System.StringComparison.Ordinal))
        {
            Find(from, "lock");
            return;
        }

        TypeDefinition type = _types.FirstOrDefault(t => t.FullName == call.DeclaringType.FullName);
        if (type is null)
        {
            if (!AllowedCalls.Contains(name))
            {
                Find(from, "call of " + name);
            }

            return;
        }

        if (!type.IsInterface)
        {
            Open(type.Methods.Single(m => m.Name == call.Name && SameParameters(m, call)));
            return;
        }

        // Behind a port: whoever implements it in the portable assemblies is on the path too; an adapter is not.
        foreach (TypeDefinition t in _types.Where(t => t.Interfaces.Any(f => f.InterfaceType.FullName == type.FullName)))
        {
            foreach (MethodDefinition m in t.Methods.Where(m => (m.Name == call.Name || m.Name.EndsWith("." + call.Name,
                System.StringComparison.Ordinal)) && SameParameters(m, call)))
            {
                Open(m);
            }
        }
    }

    private static bool SameParameters(MethodDefinition method, MethodReference call)
    {
        return method.Parameters.Select(p => p.ParameterType.FullName).SequenceEqual(call.Parameters.Select(p => p.ParameterType.FullName));
    }

    private void Open(MethodDefinition method)
    {
        if (method.HasBody && _seen.Add(method.FullName))
        {
            _open.Enqueue(method);
        }
    }

    private bool IsStruct(TypeReference type)
    {
        bool isEnum = _types.Any(t => t.FullName == type.FullName && t.IsEnum);
        return type.IsValueType && !type.IsPrimitive && !isEnum;
    }

    private void Find(MethodDefinition method, string what)
    {
        _findings.Add(Name(method) + ": " + what);
    }

    private static string Name(MethodDefinition method)
    {
        return method.DeclaringType.Name + "::" + method.Name;
    }
}
