using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace BrevoTd.Connector.Testing;

/// <summary>Everything that an exception says, except the one property that is meant to hold a service's own words.</summary>
internal static class ExceptionText
{
    private const string ServiceWords = "ServiceMessage";
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    /// <summary>Messages, data and texts of an exception and of what caused it; without stacks, so that equal exceptions say the same.</summary>
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        Append(text, exception);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Exception exception)
    {
        text.Append(exception.GetType().FullName).Append(": ").Append(exception.Message);
        foreach (DictionaryEntry entry in exception.Data)
        {
            text.Append('\n').Append(entry.Key).Append('=').Append(entry.Value);
        }

        foreach (var property in s_properties.GetOrAdd(exception.GetType(), Texts))
        {
            if (property.GetValue(exception) is { } value)
            {
                text.Append('\n').Append(property.Name).Append('=');
                _ = value is IEnumerable<string> many ? text.AppendJoin(' ', many) : text.Append(value);
            }
        }

        var inner = exception is AggregateException aggregate
            ? aggregate.InnerExceptions
            : (IEnumerable<Exception?>)[exception.InnerException];
        foreach (var cause in inner)
        {
            if (cause is not null)
            {
                Append(text.Append("\n <- "), cause);
            }
        }
    }

    private static PropertyInfo[] Texts(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property =>
                    property.GetIndexParameters().Length == 0
                    && property.DeclaringType != typeof(Exception)
                    && property.Name is not (ServiceWords or nameof(Exception.Message) or nameof(Exception.StackTrace))
                ),
        ];
}
