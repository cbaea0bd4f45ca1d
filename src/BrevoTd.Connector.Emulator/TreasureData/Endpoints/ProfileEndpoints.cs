using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Emulator.Sql;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Tokens of the Profiles API and its look-up (reference §10.1).</summary>
internal sealed class ProfileEndpoints(TreasureDataAccount account)
{
    private const int MaximumTokens = 5;
    private const int MaximumAttributes = 5;
    private const int MaximumSegments = 15;

    private readonly AudienceBuilder _builder = new(account);

    private CdpStore Cdp => account.Cdp;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/audiences/{id}/tokens", ListAsync);
        routes.Post("/audiences/{id}/tokens", CreateAsync);
        routes.Get("/audiences/{id}/tokens/{tid}", context => WriteAsync(context, Token(context)));
        routes.Delete("/audiences/{id}/tokens/{tid}", DeleteAsync);
        routes.Get("/cdp/lookup/collect/segments", LookUpAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        return TdReply.ListAsync(context, Cdp.Tokens.All().Where(token => token.AudienceId == audience.Id), CdpJson.WriteToken);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var sql = Cdp.Sql(audience, account.Tables);
        var keyColumn = body.Text("keyColumn") is { Length: > 0 } key ? key : throw TdException.Invalid("keyColumn is missing");
        var columns = body.Items("attributeColumns").Select(column => column.ToString()).ToList();
        // Segments are listed by their ids, alone or in the shape that answers have.
        var segments = body.Items("segments").Select(segment => segment.Text("id") ?? segment.ToString()).ToList();
        if (columns.Count > MaximumAttributes)
            throw TdException.Invalid($"a token has at most {MaximumAttributes} attribute columns");
        if (segments.Count > MaximumSegments)
            throw TdException.Invalid($"a token has at most {MaximumSegments} segments");
        foreach (var column in columns.Prepend(keyColumn))
            sql.Column(column);
        foreach (var segment in segments)
            Cdp.Segment(audience, segment);
        var token = Cdp.Tokens.Add(
            new ProfileTokenState
            {
                AudienceId = audience.Id,
                Token = Guid.NewGuid().ToString(),
                Description = body.Text("description"),
                KeyColumn = keyColumn,
                Segments = segments,
                AttributeColumns = columns,
            }
        );
        await WriteAsync(context, token).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var token = Token(context);
        Cdp.Tokens.Remove(token.Id);
        return WriteAsync(context, token);
    }

    private async Task LookUpAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var texts = query["token"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length is 0 or > MaximumTokens)
            throw TdException.BadRequest($"token must be 1 to {MaximumTokens} tokens");
        if (query["version"].ToString() is { Length: > 0 } version && version != "2")
            throw context.NotSupported($"version={version}");
        var profiles = new List<(ProfileTokenState Token, string Value, List<string> Segments, object?[]? Attributes)>();
        foreach (var text in texts)
        {
            var token = Cdp.Tokens.Find(known => known.Token == text) ?? throw TdException.BadRequest("token is unknown");
            var value = query["key." + token.KeyColumn].ToString();
            if (value.Length == 0)
                throw TdException.BadRequest($"key.{token.KeyColumn} is missing");
            var (segments, attributes) = await FindAsync(token, value, context.RequestAborted).ConfigureAwait(false);
            profiles.Add((token, value, segments, attributes));
        }

        await TdReply
            .ListAsync(
                context,
                profiles,
                static (writer, profile) =>
                {
                    writer.WriteStartObject("key");
                    writer.WriteString(profile.Token.KeyColumn, profile.Value);
                    writer.WriteEndObject();
                    CdpJson.WriteTexts(writer, "values", profile.Segments);
                    writer.WriteStartObject("attributes");
                    for (var i = 0; i < profile.Attributes?.Length; i++)
                    {
                        writer.WritePropertyName(profile.Token.AttributeColumns[i]);
                        WriteValue(writer, profile.Attributes[i]);
                    }

                    writer.WriteEndObject();
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>The segments of the token that the customer is in, and the customer's attributes; null when nobody has the key.</summary>
    private async Task<(List<string> Segments, object?[]? Attributes)> FindAsync(
        ProfileTokenState token,
        string value,
        CancellationToken cancellationToken
    )
    {
        var audience = Cdp.Audience(CdpJson.Text(token.AudienceId));
        var sql = Cdp.Sql(audience, account.Tables);
        var hasKey = $"cast({sql.Column(token.KeyColumn)} as varchar) = {Names.Text(value)}";
        var from = $"from {audience.OutputDatabase}.customers a where {hasKey}";
        var columns = token.AttributeColumns.Count == 0 ? "1" : string.Join(", ", token.AttributeColumns.Select(sql.Column));
        var rows = await _builder
            .QueryAsync(audience.OutputDatabase, $"select {columns} {from} limit 1", cancellationToken)
            .ConfigureAwait(false);
        if (rows.Count == 0)
            return ([], null);
        var segments = new List<string>();
        foreach (var id in token.Segments)
        {
            if (Cdp.Segments.Find(id) is not { } segment)
                continue;
            var condition = sql.Condition(CdpStore.Rule(segment));
            var members = await _builder
                .QueryAsync(audience.OutputDatabase, $"select 1 {from} and ({condition}) limit 1", cancellationToken)
                .ConfigureAwait(false);
            if (members.Count > 0)
                segments.Add(id);
        }

        return (segments, token.AttributeColumns.Count == 0 ? [] : rows[0]);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>By id, or by the token itself.</summary>
    private ProfileTokenState Token(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        var id = context.Path("tid");
        return Cdp.Tokens.Find(token => token.AudienceId == audience.Id && (token.IdText == id || token.Token == id))
            ?? throw TdException.NotFound("token not found");
    }

    private static Task WriteAsync(HttpContext context, ProfileTokenState token) =>
        TdReply.JsonAsync(context, writer => CdpJson.WriteToken(writer, token));
}
