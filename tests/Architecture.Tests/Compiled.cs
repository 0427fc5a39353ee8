using System.Reflection;
using System.Reflection.Emit;

namespace GptMessenger.Architecture.Tests;

/// <summary>The assemblies as the compiler left them: what a type mentions in fields, signatures and method bodies.</summary>
internal static class Compiled
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static Assembly Load(string project) => Assembly.Load($"GptMessenger.{project}");

    public static IReadOnlyList<string> ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    /// <summary>Every type that this one and the types inside it (closures, async steps) mention.</summary>
    public static IReadOnlySet<Type> MentionedBy(Type type)
    {
        var mentioned = new HashSet<Type>();
        foreach (var member in type.GetMembers(Everything))
        {
            switch (member)
            {
                case FieldInfo field:
                    Add(field.FieldType);
                    break;
                case MethodBase method:
                    AddMethod(method);
                    break;
                case Type inner:
                    mentioned.UnionWith(MentionedBy(inner));
                    break;
                default:
                    break;
            }
        }

        return mentioned;

        void AddMethod(MethodBase method)
        {
            Add((method as MethodInfo)?.ReturnType);
            foreach (var parameter in method.GetParameters())
            {
                Add(parameter.ParameterType);
            }

            foreach (var used in UsedIn(method))
            {
                Add(used as Type ?? used.DeclaringType);
                Add((used as FieldInfo)?.FieldType);
                Add((used as MethodInfo)?.ReturnType);
            }
        }

        void Add(Type? used) => mentioned.UnionWith(Parts(used));
    }

    /// <summary>A type, what it is made of, and its generic arguments.</summary>
    public static IEnumerable<Type> Parts(Type? type) =>
        type is null || type.IsGenericParameter ? []
        : type.HasElementType ? Parts(type.GetElementType())
        : type.IsConstructedGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];

    private static IEnumerable<MemberInfo> UsedIn(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        byte[] il = body.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < il.Length;)
        {
            bool isLong = il[at] == 0xFE;
            var code = OpCodesByValue[isLong ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
