using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary>The processes of a service that has done at once whatever it takes, as its answers tell of them.</summary>
internal sealed class ImportProcesses
{
    private const int Page = 50;

    private long _count;

    /// <summary>Takes an import.</summary>
    /// <returns>The answer to it.</returns>
    public string Take() => string.Create(CultureInfo.InvariantCulture, $$"""{"processId":{{Interlocked.Increment(ref _count)}}}""");

    /// <summary>Processes from the newest on.</summary>
    /// <param name="query">The query of the request, with the offset.</param>
    public string List(string query)
    {
        var count = Volatile.Read(ref _count);
        var offset = query.Split('&', '?').FirstOrDefault(static part => part.StartsWith("offset=", StringComparison.Ordinal))?[7..];
        var newest = count - long.Parse(offset ?? "0", CultureInfo.InvariantCulture);
        var text = new StringBuilder("{\"processes\":[");
        for (var id = newest; id > 0 && id > newest - Page; id--)
        {
            text.Append(id == newest ? "" : ",").Append(Show(id.ToString(CultureInfo.InvariantCulture)));
        }

        return text.Append(CultureInfo.InvariantCulture, $"],\"count\":{count}}}").ToString();
    }

    /// <summary>One process: completed, and no record of it was refused.</summary>
    public static string Show(string id) =>
        "{\"id\":" + id + ",\"name\":\"IMPORTUSER\",\"status\":\"completed\",\"info\":{\"import\":{\"invalid_emails\":null}}}";
}
