using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>An operation as the documents describe it.</summary>
internal sealed class ManifestOperation
{
    private readonly string[] _segments;

    public ManifestOperation(JsonObject source)
    {
        Name = source["op"]!.GetValue<string>();
        Method = Name.Split(' ')[0];
        Path = Name.Split(' ')[1];
        _segments = Path.Trim('/').Split('/');
        Area = source["area"]!.GetValue<string>();
        PathParameters = Parameters(source["path"]);
        Query = Parameters(source["query"]);
        Headers = Parameters(source["header"]);
        if (source["body"] is JsonObject body)
        {
            Body = ManifestSchema.Of(body["schema"]);
            BodyMedia = body["media"]!.GetValue<string>();
            IsBodyRequired = body["required"]!.GetValue<bool>();
        }

        Answers =
        [
            .. source["answers"]!
                .AsObject()
                .Select(answer => new ManifestAnswer(
                    int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture),
                    answer.Value?["media"]!.GetValue<string>(),
                    answer.Value is JsonObject known ? ManifestSchema.Of(known["schema"]) : null
                )),
        ];
    }

    /// <summary>Method and path, as in <c>GET /contacts/{identifier}</c>.</summary>
    public string Name { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>The area that the service counts it to.</summary>
    public string Area { get; }

    public IReadOnlyDictionary<string, ManifestSchema> PathParameters { get; }

    public IReadOnlyDictionary<string, ManifestSchema> Query { get; }

    public IReadOnlyDictionary<string, ManifestSchema> Headers { get; }

    public ManifestSchema? Body { get; }

    public string? BodyMedia { get; }

    public bool IsBodyRequired { get; }

    /// <summary>Answers of success.</summary>
    public IReadOnlyList<ManifestAnswer> Answers { get; }

    /// <summary>Whether a request goes to this operation; a fixed part of a path counts for more than a variable one.</summary>
    public int? Match(string method, IReadOnlyList<string> segments)
    {
        if (method != Method || segments.Count != _segments.Length)
        {
            return null;
        }

        var fixedParts = 0;
        for (var i = 0; i < segments.Count; i++)
        {
            if (_segments[i] == segments[i])
            {
                fixedParts++;
            }
            else if (!_segments[i].StartsWith('{'))
            {
                return null;
            }
        }

        return fixedParts;
    }

    /// <summary>The variable parts of a path that goes to this operation, each with what stands in its place.</summary>
    public IEnumerable<(string Name, ManifestSchema Schema, string Value)> Variables(IReadOnlyList<string> segments) =>
        _segments
            .Zip(segments)
            .Where(pair => pair.First.StartsWith('{'))
            .Select(pair => (pair.First.Trim('{', '}'), PathParameters[pair.First.Trim('{', '}')], pair.Second));

    /// <summary>Whether a route of the code is this operation's path; variables may have other names there.</summary>
    public bool IsRoute(string method, string route)
    {
        var parts = route.Split('/');
        return method == Method
            && parts.Length == _segments.Length
            && parts.Zip(_segments).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second);
    }

    private static Dictionary<string, ManifestSchema> Parameters(JsonNode? source) =>
        (source as JsonObject ?? []).ToDictionary(
            parameter => parameter.Key,
            parameter => ManifestSchema.Of(parameter.Value),
            StringComparer.Ordinal
        );
}

/// <summary>One answer of success.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Media">Media type of the body, where there is one.</param>
/// <param name="Schema">What the body holds.</param>
internal sealed record ManifestAnswer(int Status, string? Media, ManifestSchema? Schema);
