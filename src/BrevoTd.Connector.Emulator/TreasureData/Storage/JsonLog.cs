using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>
/// Entries that survive a restart: one JSON object per line, appended and flushed before the answer that depends on them is sent. Without a path
/// nothing is written.
/// </summary>
internal sealed class JsonLog<T>(string? path, JsonTypeInfo<T> typeInfo) : IDisposable
{
    private readonly object _gate = new();
    private FileStream? _file;

    /// <summary>
    /// Reads what the last run left, then writes the file anew with <paramref name="keep"/> applied, so that it does not grow for ever. A last line
    /// that was cut off by a crash is dropped: nobody has been told of it.
    /// </summary>
    public List<T> Open(Func<List<T>, List<T>> keep)
    {
        if (path is null)
        {
            return [];
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var entries = new List<T>();
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.Length > 0 && TryParse(line) is { } entry)
                {
                    entries.Add(entry);
                }
            }
        }

        entries = keep(entries);
        var rewritten = path + ".new";
        using (var stream = new FileStream(rewritten, FileMode.Create, FileAccess.Write))
        {
            foreach (var entry in entries)
            {
                Write(stream, entry);
            }
        }

        File.Move(rewritten, path, overwrite: true);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        return entries;
    }

    public void Append(T entry)
    {
        if (path is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_file is { } file)
            {
                Write(file, entry);
                file.Flush();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Write(FileStream stream, T entry)
    {
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(entry, typeInfo));
        stream.WriteByte((byte)'\n');
    }

    private T? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, typeInfo);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
