using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo.Examples;

/// <summary>Answers of the API document's examples, for operations that the emulator knows but keeps no state of.</summary>
internal static class ExampleAnswers
{
    private const string Resource = "brevo-examples.jsonl";

    private static readonly Lazy<FrozenDictionary<(string Method, string Path), ExampleAnswer>> s_answers = new(Load);

    public static ExampleAnswer? Find(string method, string path) => s_answers.Value.GetValueOrDefault((method, path));

    private static FrozenDictionary<(string Method, string Path), ExampleAnswer> Load()
    {
        using var stream =
            typeof(ExampleAnswers).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answers = new Dictionary<(string Method, string Path), ExampleAnswer>();
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var operation = root.GetProperty("op").GetString()!.Split(' ');
            answers.Add((operation[0], operation[1]), Read(root));
        }

        return answers.ToFrozenDictionary();
    }

    private static ExampleAnswer Read(JsonElement line)
    {
        var media = line.TryGetProperty("media", out var named) ? named.GetString() : null;
        byte[] body = [];
        if (line.TryGetProperty("value", out var value))
        {
            body = media is null ? JsonSerializer.SerializeToUtf8Bytes(value) : Encoding.UTF8.GetBytes(value.ToString());
        }

        return new ExampleAnswer(line.GetProperty("status").GetInt32(), media, body, Names(line, "query"), Names(line, "body"));
    }

    private static string[] Names(JsonElement line, string member) =>
        line.TryGetProperty(member, out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
}
