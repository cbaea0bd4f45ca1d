using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Makes requests by reflection: with every member, or with the required ones. What rules forbid is then taken out: <c>Fill.Full&lt;T&gt;() with { … }</c>.</summary>
internal static class Fill
{
    private const int MaxDepth = 12;

    /// <summary>Every member that can be set has a value.</summary>
    public static T Full<T>() => (T)Create(typeof(T), "", onlyRequired: false, 0)!;

    /// <summary>Only the required members have one.</summary>
    public static T Minimal<T>() => (T)Create(typeof(T), "", onlyRequired: true, 0)!;

    private static object? Create(Type type, string name, bool onlyRequired, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return depth > MaxDepth ? null
            : Simple(type, name) is { } simple ? simple
            : type.IsArray ? CreateArray(type.GetElementType()!, name, onlyRequired, depth)
            : IsOptional(type) ? Activator.CreateInstance(type, Create(type.GetGenericArguments()[0], name, onlyRequired, depth + 1))
            : Listed(type) is { } arguments ? CreateCollection(arguments, name, onlyRequired, depth)
            : type.IsAbstract || type.IsInterface || type.Assembly != typeof(BrevoClient).Assembly ? null
            : CreateModel(type, onlyRequired, depth);
    }

    private static object? Simple(Type type, string name) =>
        type == typeof(string) ? Text(name)
        : type == typeof(bool) ? true
        : type == typeof(Uri) ? new Uri("https://example.com/" + name.ToLowerInvariant())
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(2030, 5, 17, 9, 30, 0, TimeSpan.Zero)
        : type == typeof(DateOnly) ? new DateOnly(2030, 5, 17)
        : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(90)
        : type == typeof(Guid) ? new Guid("0d8f1f0a-5b0e-4b7a-9a53-0a3a4f5a6b7c")
        : type == typeof(AttributeValue) ? (AttributeValue)"value"
        : type == typeof(PropertyValue) ? (PropertyValue)"value"
        : type == typeof(JsonElement) ? JsonSerializer.SerializeToElement("value")
        : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>([1, 2, 3])
        : type == typeof(Stream) ? new MemoryStream([1, 2, 3])
        : type.IsEnum ? Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)
        : type.IsPrimitive || type == typeof(decimal) ? Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture)
        : Implements(type, typeof(IStringValue<>)) ? FirstValue(type)
        : Implements(type, typeof(INumericId<>)) ? Activator.CreateInstance(type, 7L)
        : null;

    private static string Text(string name) =>
        name.Contains("mail", StringComparison.OrdinalIgnoreCase) && !name.Contains("Id", StringComparison.Ordinal) ? Canaries.Email()
        : name.Contains("Sms", StringComparison.Ordinal) || name.Contains("Phone", StringComparison.Ordinal) ? Canaries.Phone()
        : name.EndsWith("Url", StringComparison.Ordinal) ? "https://example.com/" + name.ToLowerInvariant()
        : "text";

    // The members that stand on the type itself are the known values.
    private static object FirstValue(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == type)
            .Select(property => property.GetValue(null)!)
            .FirstOrDefault()
        ?? Activator.CreateInstance(type, "text")!;

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static bool Implements(Type type, Type definition) =>
        type.GetInterfaces().Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition);

    private static Type[]? Listed(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments() : null;

    private static Array CreateArray(Type element, string name, bool onlyRequired, int depth)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(Create(element, name, onlyRequired, depth + 1), 0);
        return array;
    }

    private static IEnumerable CreateCollection(Type[] arguments, string name, bool onlyRequired, int depth)
    {
        if (arguments.Length == 2)
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            dictionary.Add(Create(arguments[0], "", onlyRequired, depth + 1)!, Create(arguments[1], name, onlyRequired, depth + 1));
            return dictionary;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
        list.Add(Create(arguments[0], name, onlyRequired, depth + 1));
        return list;
    }

    private static object? CreateModel(Type type, bool onlyRequired, int depth)
    {
        if (!type.IsValueType && type.GetConstructor(Type.EmptyTypes) is null)
        {
            // A selection that is made by named methods; the caller sets it.
            return null;
        }

        var model = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            if (onlyRequired && property.GetCustomAttribute<RequiredMemberAttribute>() is null)
            {
                continue;
            }

            if (
                property.GetIndexParameters().Length == 0
                && Create(property.PropertyType, property.Name, onlyRequired, depth + 1) is { } value
            )
            {
                property.SetValue(model, value);
            }
        }

        return model;
    }
}
