using System.Reflection;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Tests.Conventions;

public sealed class SignatureConventions
{
    [Fact]
    public void AsyncMethods_OfThePublicSurface_TakeAnOptionalTokenLast()
    {
        var offenders = PublicSurface
            .Methods.Where(method => IsAwaited(method.ReturnType))
            .Where(method => !PublicSurface.IsPrescribed(method))
            .Where(method =>
                method.GetParameters().LastOrDefault() is not { } last
                || last.ParameterType != typeof(CancellationToken)
                || !last.IsOptional
            )
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}")
            .Except(WithoutToken)
            .ToList();

        Assert.Empty(offenders);
    }

    [Fact]
    public void AsyncMethods_OfThePublicSurface_EndInAsync()
    {
        var offenders = PublicSurface
            .Methods.Where(method => IsAwaited(method.ReturnType) || IsPageable(method.ReturnType))
            .Where(method => !PublicSurface.IsPrescribed(method) && !method.IsSpecialName)
            .Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}")
            .Except(["BrevoTd.Connector.Http.AsyncPageable`1.AsPages", "BrevoTd.Connector.Http.AsyncPageable`1.FromPages"])
            .Except(WithoutToken)
            .ToList();

        Assert.Empty(offenders);
    }

    [Fact]
    public void Signatures_OfThePublicSurface_NameNeitherObjectNorDynamic()
    {
        var offenders = PublicSurface
            .Methods.Where(method => !PublicSurface.IsPrescribed(method) && !IsOfDelegate(method))
            .Where(method =>
                MentionsObject(method.ReturnType)
                || method
                    .GetParameters()
                    .Any(parameter => MentionsObject(parameter.ParameterType) || parameter.IsDefined(typeof(DynamicAttribute)))
            )
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}")
            .ToList();

        Assert.Empty(offenders);
    }

    [Fact]
    public void Clients_OfBothServices_CanBeFaked()
    {
        var clients = PublicSurface.Types.Where(type => type.Name.EndsWith("Client", StringComparison.Ordinal) && type.IsClass).ToList();
        Assert.NotEmpty(clients);

        foreach (var client in clients)
        {
            Assert.False(client.IsSealed, $"{client.Name} is sealed.");
            Assert.Contains(
                client.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance),
                constructor => constructor.IsFamily && constructor.GetParameters().Length == 0
            );
            var fixedMembers = client
                .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsVirtual || method.IsFinal)
                .Where(method => method.Name is not ("Dispose" or "DisposeAsync"))
                .Select(method => $"{client.Name}.{method.Name}")
                .ToList();
            Assert.Empty(fixedMembers);
        }
    }

    [Fact]
    public void ResponseModels_OfBothServices_HaveNoRequiredMembers()
    {
        var sent = PublicSurface
            .Types.Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal))
            .SelectMany(Reachable)
            .ToHashSet();
        var offenders = PublicSurface
            .Types.Where(type => type.Namespace is "BrevoTd.Connector.Brevo" or "BrevoTd.Connector.TreasureData")
            .Where(type => !sent.Contains(type) && !type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Where(type => type.IsDefined(typeof(RequiredMemberAttribute)))
            .Select(type => type.FullName)
            .ToList();

        Assert.Empty(offenders);
    }

    /// <summary>Methods whose work cannot be cancelled, each for a reason of its own.</summary>
    private static IReadOnlyList<string> WithoutToken { get; } =
    [
        // Only wraps the result; WithCancellation gives the token when the wrapper is enumerated.
        "BrevoTd.Connector.TreasureData.TreasureDataQueryResult.As",
        "BrevoTd.Connector.TreasureData.TdResultFile.As",
    ];

    private static bool IsAwaited(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition == typeof(Task)
            || definition == typeof(Task<>)
            || definition == typeof(ValueTask)
            || definition == typeof(ValueTask<>)
            || definition == typeof(IAsyncEnumerable<>);
    }

    // Every delegate has BeginInvoke(…, object), whatever its author writes.
    private static bool IsOfDelegate(MethodInfo method) => typeof(Delegate).IsAssignableFrom(method.DeclaringType);

    private static bool IsPageable(Type type) => type.IsGenericType && type.Name.StartsWith("AsyncPageable", StringComparison.Ordinal);

    private static bool MentionsObject(Type type) =>
        type == typeof(object)
        || (type.HasElementType && MentionsObject(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(MentionsObject));

    private static IEnumerable<Type> Reachable(Type root)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([root]);
        while (open.TryPop(out var type))
        {
            foreach (var part in type.IsGenericType ? [.. type.GetGenericArguments(), type] : new[] { type })
            {
                if (part.Assembly == root.Assembly && seen.Add(part))
                {
                    foreach (var property in part.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                    {
                        open.Push(property.PropertyType);
                        foreach (var argument in property.PropertyType.GetGenericArguments())
                        {
                            open.Push(argument);
                        }
                    }
                }
            }
        }

        return seen;
    }
}
