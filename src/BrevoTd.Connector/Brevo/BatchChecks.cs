using System.Globalization;

namespace BrevoTd.Connector.Brevo;

/// <summary>What every batch of things of the shop must keep.</summary>
internal static class BatchChecks
{
    /// <param name="items">The things.</param>
    /// <param name="max">How many Brevo takes per call.</param>
    /// <param name="what">Their plural.</param>
    /// <param name="parameter">Name of the public method's parameter.</param>
    public static void Count<T>(IReadOnlyCollection<T>? items, int max, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        if (items.Count == 0 || items.Count > max)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Brevo takes 1 to {max:N0} {what} per call and got {items.Count:N0}. {(items.Count == 0 ? "Leave the call out" : "Split them into several calls")}."
                ),
                parameter
            );
        }
    }

    /// <summary>Brevo refuses a call that names one id twice.</summary>
    public static void NoDoubles<T>(IReadOnlyList<T> items, Func<T, string> id, string what, string parameter)
    {
        var seen = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (!seen.TryAdd(id(items[i]), i))
            {
                throw new ArgumentException(
                    $"The {what} at {seen[id(items[i])]} and {i} have the same id, and Brevo refuses such a call as a whole. Keep the later one, or send them in two calls.",
                    parameter
                );
            }
        }
    }
}
