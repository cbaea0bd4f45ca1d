using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Conventions;

/// <summary>No model shows in its <c>ToString()</c> what it holds of a person, and no type shows a key.</summary>
public sealed class CanaryConventions
{
    private const string Canary = "canary.person@example.com";

    public static TheoryData<string> Models
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var type in PublicSurface.Types.Where(IsModel))
            {
                data.Add(type.FullName!);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ToString_OfAFilledModel_ShowsNoCanary(string typeName)
    {
        var type = typeof(BrevoClient).Assembly.GetType(typeName, throwOnError: true)!;
        var model = Create(type, depth: 0);

        Assert.NotNull(model);
        Assert.DoesNotContain("canary", model.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Create_OfAModelWithText_FillsIt()
    {
        var contact = (Contact)Create(typeof(Contact), depth: 0)!;

        Assert.Equal(Canary, contact.Email);
        Assert.Equal(Canary, contact.Attributes!.Values.Single().AsText);
    }

    /// <summary>Types whose texts are names out of a schema or a map, which their owners want to read in a log.</summary>
    private static readonly string[] s_vocabulary =
    [
        "TdColumn",
        "TdColumnType",
        "TdColumnConflict",
        "TdWritePlan",
        "MappingFailure",
        "MappingProblem",
        "BatchWriteReport",
        "JournaledBatch",
        "OutcomeCause",
        "ContactErasure",
        "QuotaBucketEstimate",
        "SyncLease",
        "SyncPlan",
        "SyncProgress",
        "SyncReport",
        "SyncRunOptions",
        "SyncStepPlan",
        "SyncStepReport",
        "ContactEncoderOptions",
        "PullResult",
        "ReverseOptions",
        "TableColumn",
        "SinkCall",
        "TdColumnConflict",
        "TdPartOptions",
        "TdReplaceOptions",
        "TdReplaceResult",
        "TdResultFileOptions",
        "TdWritePlan",
    ];

    /// <summary>Members that name a sink or a cause, in types that hold personal data beside them.</summary>
    private static readonly string[] s_vocabularyMembers = ["SinkName", "Cause"];

    private static bool IsModel(Type type) =>
        type is { IsAbstract: false, IsGenericTypeDefinition: false, IsEnum: false, IsInterface: false }
        && !typeof(Delegate).IsAssignableFrom(type)
        && !typeof(Exception).IsAssignableFrom(type)
        && !IsOpenSet(type)
        && !s_vocabulary.Contains(type.Name)
        && (type.GetMethod("<Clone>$") is not null || type.Name.EndsWith("Options", StringComparison.Ordinal) || IsRecordStruct(type));

    private static bool IsRecordStruct(Type type) =>
        type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    // A value out of a service's own vocabulary, such as a status; never anything about a person.
    private static bool IsOpenSet(Type type) =>
        type.GetInterfaces().Any(implemented => implemented.Name.StartsWith("IStringValue", StringComparison.Ordinal))
        || type.Name is "MappingFailureCode" or "MappingProblemCode" or "OutcomeCause";

    private static object? Create(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return Canary;
        }

        if (type == typeof(Uri))
        {
            return new Uri("https://example.com/" + Canary);
        }

        if (type == typeof(AttributeValue))
        {
            return (AttributeValue)Canary;
        }

        if (type == typeof(PropertyValue))
        {
            return (PropertyValue)Canary;
        }

        if (type == typeof(JsonElement))
        {
            return JsonSerializer.SerializeToElement(Canary);
        }

        if (
            type.IsEnum
            || type.IsPrimitive
            || type == typeof(decimal)
            || type == typeof(DateTimeOffset)
            || type == typeof(TimeSpan)
            || type == typeof(DateOnly)
        )
        {
            return Activator.CreateInstance(type);
        }

        if (IsOpenSet(type))
        {
            return Activator.CreateInstance(type, "word");
        }

        if (depth > 5)
        {
            return null;
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            return CreateCollection(type, depth);
        }

        if (type.IsAbstract || type.IsInterface || typeof(Delegate).IsAssignableFrom(type) || type.Assembly != typeof(BrevoClient).Assembly)
        {
            return null;
        }

        return CreateModel(type, depth);
    }

    private static IEnumerable CreateCollection(Type type, int depth)
    {
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            dictionary.Add(Create(arguments[0], depth + 1)!, Create(arguments[1], depth + 1));
            return dictionary;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
        list.Add(Create(arguments[0], depth + 1));
        return list;
    }

    private static object CreateModel(Type type, int depth)
    {
        var constructor = type.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).FirstOrDefault();
        var model =
            constructor is null || type.IsValueType && constructor.GetParameters().Length == 0
                ? RuntimeHelpers.GetUninitializedObject(type)
                : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Create(parameter.ParameterType, depth + 1))]);
        foreach (
            var property in type.GetProperties()
                .Where(property => property is { CanWrite: true, SetMethod.IsPublic: true } && property.GetIndexParameters().Length == 0)
        )
        {
            if (!s_vocabularyMembers.Contains(property.Name) && Create(property.PropertyType, depth + 1) is { } value)
            {
                property.SetValue(model, value);
            }
        }

        return model;
    }
}
