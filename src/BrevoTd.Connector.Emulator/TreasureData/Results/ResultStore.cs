using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The results of jobs on disk: the stored form, and the other forms once somebody has asked for them.</summary>
internal sealed class ResultStore(string folder) : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _rendering = new(StringComparer.Ordinal);

    /// <summary>Where the stored form of a job's result is.</summary>
    public string StoredPath(long job) => Path.Combine(folder, job.ToString(CultureInfo.InvariantCulture) + ".msgpack.gz");

    /// <summary>The file with a result in the form asked for.</summary>
    public async Task<string> GetAsync(Job job, ResultFormat format, CancellationToken cancellationToken)
    {
        var stored = StoredPath(job.Id);
        if (format.IsStoredForm)
            return stored;

        var path = Path.Combine(folder, "forms", job.Id.ToString(CultureInfo.InvariantCulture) + "." + format.Key);
        var gate = _rendering.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await Task.Run(() => Render(job, format, stored, path, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            gate.Release();
        }

        return path;
    }

    public void Dispose()
    {
        foreach (var gate in _rendering.Values)
            gate.Dispose();
    }

    private static void Render(Job job, ResultFormat format, string stored, string path, CancellationToken cancellationToken)
    {
        var unfinished = path + ".new";
        using (var source = new FileStream(stored, FileMode.Open, FileAccess.Read, FileShare.Read))
        using (var target = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        using (var output = Encode(target, format.Encoding))
        {
            if (format.Name == "msgpack")
            {
                using var gzip = new GZipStream(source, CompressionMode.Decompress);
                gzip.CopyTo(output);
            }
            else
            {
                RenderText(job, format, source, output, cancellationToken);
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void RenderText(Job job, ResultFormat format, Stream source, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(128 * 1024);
        using var text = new ResultText(format, buffer);
        if (format.Header)
            text.WriteHeader((job.ResultSchema ?? []).Select(column => column[0]));
        ResultRows.Read(
            source,
            (ref MessagePackReader reader) =>
            {
                text.WriteRow(ref reader);
                if (buffer.WrittenCount > 64 * 1024)
                {
                    output.Write(buffer.WrittenSpan);
                    buffer.ResetWrittenCount();
                }
            },
            cancellationToken
        );
        output.Write(buffer.WrittenSpan);
    }

    private static Stream Encode(Stream target, string? encoding) =>
        encoding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Fastest),
            // "deflate" on the web is zlib's format.
            "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
            _ => new BufferedStream(target),
        };
}
