using System.Reflection;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Conventions;

/// <summary>What the assembly shows to its users.</summary>
internal static class PublicSurface
{
    public const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Type> Types { get; } =
    [.. typeof(BrevoClient).Assembly.GetExportedTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))];

    public static IEnumerable<MethodInfo> Methods =>
        Types
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !IsCompilerGenerated(method));

    /// <summary>A method that a framework type prescribes, such as <c>Equals(object)</c>.</summary>
    public static bool IsPrescribed(MethodInfo method)
    {
        if (
            method.GetBaseDefinition().DeclaringType is { } origin
            && origin != method.DeclaringType
            && origin.Assembly != method.DeclaringType!.Assembly
        )
        {
            return true;
        }

        var type = method.DeclaringType!;
        return !type.IsInterface
            && type.GetInterfaces()
                .Where(implemented => implemented.Assembly != type.Assembly)
                .Any(implemented => type.GetInterfaceMap(implemented).TargetMethods.Contains(method));
    }

    private static bool IsCompilerGenerated(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.Contains('<', StringComparison.Ordinal);
}
