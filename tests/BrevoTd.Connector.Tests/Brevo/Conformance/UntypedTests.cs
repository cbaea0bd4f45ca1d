using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Answers are typed, but for what the service itself leaves open.</summary>
public sealed class UntypedTests
{
    private const double LargestShare = 0.02;

    private static readonly IReadOnlyList<PropertyInfo> s_members = Members();

    private static readonly IReadOnlyList<PropertyInfo> s_open = [.. s_members.Where(member => IsOpen(member.PropertyType))];

    [Fact]
    public void Answers_OfAllAreas_AreAtMostTwoPercentUntyped()
    {
        var untyped = s_open.Where(member => !IsMapOfModels(member.PropertyType)).Select(Name).ToList();

        Assert.NotEmpty(untyped);
        Assert.True(
            untyped.Count <= LargestShare * s_members.Count,
            $"{untyped.Count} of {s_members.Count} members have no type: {string.Join(", ", untyped)}"
        );
    }

    [Fact]
    public void UntypedMembers_OfAllAreas_AreListedWithReasons()
    {
        var listed = ConformanceCalls.All.SelectMany(area => area.UntypedMembers).ToList();

        Assert.Equal(
            s_open.Select(Name).Order(StringComparer.Ordinal),
            listed.Select(member => member.Member).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(listed, member => string.IsNullOrWhiteSpace(member.Reason));
    }

    // Every model that a call returns, with the models below it.
    private static List<PropertyInfo> Members()
    {
        var members = new List<PropertyInfo>();
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>(ConformanceCalls.All.SelectMany(area => area.Calls).SelectMany(call => call.AnswerTypes));
        while (waiting.TryDequeue(out var type))
        {
            foreach (var part in Parts(type))
            {
                if (part.Assembly != typeof(BrevoClient).Assembly || !seen.Add(part))
                {
                    continue;
                }

                foreach (var member in part.GetProperties().Where(member => member.SetMethod is { IsPublic: true }))
                {
                    // A member of a base model is counted there.
                    waiting.Enqueue(member.PropertyType);
                    if (member.DeclaringType == part)
                    {
                        members.Add(member);
                    }
                }

                if (part.BaseType is { } parent)
                {
                    waiting.Enqueue(parent);
                }
            }
        }

        return members;
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        var real = Nullable.GetUnderlyingType(type) ?? type;
        return real.IsArray ? Parts(real.GetElementType()!)
            : real.IsGenericType ? real.GetGenericArguments().SelectMany(Parts).Append(real)
            : [real];
    }

    // Only the names are open; what stands under them has a type.
    private static bool IsMapOfModels(Type type) =>
        type.IsGenericType
        && type.GetGenericArguments() is [_, { IsClass: true } value]
        && value.Assembly == typeof(BrevoClient).Assembly
        && value.GetProperties().Any(member => member.SetMethod is { IsPublic: true });

    private static bool IsOpen(Type type) =>
        Parts(type).Any(part => part == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(part) || part == typeof(object))
        || Parts(type)
            .Any(part => part.IsGenericType && part.GetGenericArguments().Length == 2 && typeof(IEnumerable).IsAssignableFrom(part));

    private static string Name(PropertyInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
