using System.Diagnostics;
using System.Globalization;
using BrevoTd.Connector.Benchmarks.Paired;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Benchmarks.LargeResults;

/// <summary>
/// Jobs whose id is the size of their result in megabytes. A result is one gzip member over and over, which is a valid gzip file, so that it takes no
/// space. Runs until the standard input ends.
/// </summary>
internal static class ResultServer
{
    private const int RowsPerMember = 100_000;
    private const int Piece = 64 * 1024;
    private const double Megabyte = 1_000_000;

    private static readonly byte[] s_member = CustomerRows.Gzip(CustomerRows.MessagePack(RowsPerMember));

    public static async Task<int> RunAsync(int rate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/v3/job/show/{id}", (string id) => Results.Content(Job(id), "application/json"));
        app.MapGet("/v3/job/status/{id}", (string id) => Results.Content(Job(id), "application/json"));
        app.MapGet("/v3/job/result/{id}", (string id, HttpContext context) => SendAsync(context, Members(id) * s_member.Length, rate));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First() + "/");
        while (await Console.In.ReadLineAsync() is not null) { }

        await app.StopAsync();
        return 0;
    }

    private static long Members(string id) => Math.Max(1, (long)(int.Parse(id, CultureInfo.InvariantCulture) * Megabyte / s_member.Length));

    private static string Job(string id)
    {
        var schema = CustomerRows.Schema.ToJson().Replace("\"", "\\\"", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"job_id":"{{id}}","status":"success","result_size":{{Members(id) * s_member.Length}},"num_records":{{Members(id) * RowsPerMember}},"hive_result_schema":"{{schema}}"}"""
        );
    }

    private static async Task SendAsync(HttpContext context, long total, int rate)
    {
        var (from, last) = (0L, total - 1);
        context.Response.Headers.ETag = "\"member\"";
        if (context.Request.GetTypedHeaders().Range is { } range)
        {
            from = range.Ranges.First().From ?? 0;
            last = Math.Min(range.Ranges.First().To ?? last, last);
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{last}/{total}");
        }

        context.Response.ContentLength = last - from + 1;
        var started = Stopwatch.GetTimestamp();
        for (var at = from; at <= last; )
        {
            var offset = (int)(at % s_member.Length);
            var length = (int)Math.Min(Math.Min(Piece, s_member.Length - offset), last - at + 1);
            await context.Response.Body.WriteAsync(s_member.AsMemory(offset, length), context.RequestAborted);
            at += length;
            if (rate > 0)
            {
                var due = TimeSpan.FromSeconds((at - from) / (rate * Megabyte)) - Stopwatch.GetElapsedTime(started);
                if (due > TimeSpan.FromMilliseconds(5))
                {
                    await Task.Delay(due, context.RequestAborted);
                }
            }
        }
    }
}
