using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The CSV reports of imports: in memory, or as files in a folder. Whoever knows the address can read one until it expires.</summary>
internal sealed class ReportFiles(string? folder)
{
    private const string Prefix = "/reports";

    private readonly ConcurrentDictionary<string, byte[]> _inMemory = new(StringComparer.Ordinal);

    public static bool Covers(PathString path) => path.StartsWithSegments(Prefix, StringComparison.Ordinal);

    public static string AddressOf(Uri origin, string file) => new Uri(origin, $"{Prefix}/{file}").AbsoluteUri;

    /// <param name="processId">The import's process.</param>
    /// <param name="cause">One of <see cref="ImportCauses"/>.</param>
    /// <param name="columns">The columns of the whole import beside the address.</param>
    /// <param name="rows">The refused rows.</param>
    /// <param name="choices">The format.</param>
    /// <returns>The name of the file.</returns>
    public string Save(int processId, string cause, List<string> columns, List<ImportRow> rows, BrevoEmulatorChoices choices)
    {
        return Save(processId, cause, Write(columns, rows, choices));
    }

    /// <summary>Keeps a file of a process.</summary>
    /// <returns>The name of the file.</returns>
    public string Save(int processId, string kind, byte[] content)
    {
        var file = $"{processId}-{kind}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.csv";
        if (folder is null)
        {
            _inMemory[file] = content;
            return file;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, file), content);
        return file;
    }

    public void Map(IEndpointRouteBuilder endpoints, BrevoStore store, TimeProvider clock, TimeSpan lifetime) =>
        endpoints.MapGet(
            $"{Prefix}/{{file}}",
            async (HttpContext context) =>
            {
                var file = (string)context.Request.RouteValues["file"]!;
                // A name starts with the id of its process.
                var process = int.TryParse(file.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? store.Read(s => s.Process(id))
                    : null;
                if (process?.Reports.Values.Contains(file) == false)
                    process = null;
                if (process?.EndedAt is not { } endedAt || Find(file) is not { } content)
                {
                    await WriteErrorAsync(context, 404, "NoSuchKey", "The specified key does not exist.").ConfigureAwait(false);
                    return;
                }

                if (clock.GetUtcNow() >= DateTimeOffset.FromUnixTimeMilliseconds(endedAt) + lifetime)
                {
                    await WriteErrorAsync(context, 403, "AccessDenied", "Request has expired").ConfigureAwait(false);
                    return;
                }

                context.Response.ContentType = "text/csv";
                context.Response.ContentLength = content.Length;
                await context.Response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
            }
        );

    private byte[]? Find(string file)
    {
        if (folder is null)
            return _inMemory.GetValueOrDefault(file);
        // The name comes from a process, not from the request alone: it cannot lead out of the folder.
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>As object storage answers: XML.</summary>
    private static async Task WriteErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        var body = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        );
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The names of the attributes that rows carry, in the order of their appearance.</summary>
    public static List<string> ColumnsOf(List<ImportRow> rows)
    {
        var columns = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (var (name, _) in row.Attributes)
            {
                if (known.Add(name))
                    columns.Add(name);
            }
        }

        return columns;
    }

    /// <summary>The refused rows: the address first, then every column of the import.</summary>
    private static byte[] Write(List<string> columns, List<ImportRow> rows, BrevoEmulatorChoices choices)
    {
        var places = columns.Select(static (name, index) => (name, index)).ToDictionary(static c => c.name, static c => c.index + 1);
        var text = new StringBuilder();
        if (choices.ReportByteOrderMark)
            text.Append('\uFEFF');
        if (choices.ReportHeader != BrevoReportHeader.None)
            WriteLine(
                text,
                columns
                    .Prepend("EMAIL")
                    .Select(name => choices.ReportHeader == BrevoReportHeader.Lower ? name.ToLowerInvariant() : name.ToUpperInvariant()),
                choices
            );
        foreach (var row in rows)
        {
            var fields = new string[columns.Count + 1];
            Array.Fill(fields, "");
            fields[0] = row.Email ?? "";
            foreach (var (name, value) in row.Attributes)
                fields[places[name]] = value.ToReportText();
            WriteLine(text, fields, choices);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static void WriteLine(StringBuilder text, IEnumerable<string> fields, BrevoEmulatorChoices choices)
    {
        var first = true;
        foreach (var field in fields)
        {
            if (!first)
                text.Append(choices.ReportSeparator);
            first = false;
            if (field.AsSpan().IndexOfAny("\"\r\n") >= 0 || field.Contains(choices.ReportSeparator, StringComparison.Ordinal))
                text.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                text.Append(field);
        }

        text.Append(choices.ReportCarriageReturns ? "\r\n" : "\n");
    }
}
