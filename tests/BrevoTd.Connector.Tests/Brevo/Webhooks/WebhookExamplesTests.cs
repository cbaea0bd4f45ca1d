using System.Collections;
using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Brevo.Conformance;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>Every payload that the reference shows is known, and each of its values is found in a member, on machines that have the reference.</summary>
public sealed class WebhookExamplesTests
{
    /// <summary>Times that a more dependable one takes the place of, and tags a second time as text.</summary>
    private static readonly string[] s_superseded = ["ts", "ts_event", "date_sent", "tag"];

    public static TheoryData<string> Files =>
        ["webhooks-payloads-transactional-email.json", "webhooks-payloads-marketing.json", "webhooks-payload-inbound.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Parse_OfEveryExample_KnowsItAndLosesNothing(string file)
    {
        var folder = ReferenceFolder.Find();
        Assert.SkipWhen(folder is null, $"The reference is not on this machine; {ReferenceFolder.Variable} may name its folder.");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "examples", file)));
        var payloads = document.RootElement.TryGetProperty("payload", out var single)
            ? [single]
            : document.RootElement.GetProperty("payloads").EnumerateObject().Select(payload => payload.Value).ToList();
        Assert.NotEmpty(payloads);

        foreach (var payload in payloads)
        {
            foreach (var read in BrevoWebhooks.Parse(payload.GetRawText()))
            {
                Assert.NotEqual(WebhookEventKind.Other, read.Kind);
                Assert.IsNotType<UnknownWebhookEvent>(read);
                Assert.NotNull(read.Email);
                var held = new HashSet<string>(StringComparer.Ordinal);
                Collect(read, held);
                var lost = Leaves(read.Raw, "").Where(leaf => !s_superseded.Contains(leaf.Path) && !held.Contains(leaf.Text));
                Assert.Empty(lost.Select(leaf => $"{read.EventName}: {leaf.Path}"));
            }
        }
    }

    private static IEnumerable<(string Path, string Text)> Leaves(JsonElement value, string path) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member => Leaves(member.Value, $"{path}.{member.Name}".TrimStart('.'))),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaves(item, path)),
            JsonValueKind.Null => [],
            JsonValueKind.String when value.GetString()!.Length == 0 => [],
            JsonValueKind.String => [(path, value.GetString()!)],
            _ => [(path, value.GetRawText())],
        };

    private static void Collect(object? value, HashSet<string> held)
    {
        switch (value)
        {
            case null or JsonElement:
                break;
            case string text:
                held.Add(text);
                break;
            case DateTimeOffset moment:
                held.Add(moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                held.Add(moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
                break;
            case bool flag:
                held.Add(flag ? "true" : "false");
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    Collect(entry.Value, held);
                }

                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    Collect(item, held);
                }

                break;
            case AttributeValue attribute:
                Collect(attribute.AsText, held);
                break;
            case IFormattable number when value.GetType().IsPrimitive:
                held.Add(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                if (value.GetType().Assembly == typeof(BrevoWebhookEvent).Assembly && !value.GetType().IsEnum)
                {
                    foreach (var member in value.GetType().GetProperties())
                    {
                        Collect(member.GetValue(value), held);
                    }
                }

                break;
        }
    }
}
