using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Sync;

/// <summary>Files that only their owner can read, and how they are called, locked and replaced.</summary>
internal static class OwnedFiles
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int MaxMoves = 10;
    private const int SlugLength = 48;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_shortPause = TimeSpan.FromMilliseconds(2);

    /// <summary>A file name for any valid name: a readable part, and a hash, because file systems fold case and reserve words such as <c>con</c>.</summary>
    public static string NameOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        var slug = name[..Math.Min(name.Length, SlugLength)].ToLowerInvariant().Replace('.', '_');
        return $"{slug}-{Convert.ToHexString(hash, 0, 8).ToLowerInvariant()}";
    }

    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && mode is not (FileMode.Open or FileMode.Truncate))
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Opens a file for reading that others may write to or replace; <see langword="null"/> if there is none.</summary>
    public static FileStream? TryOpenForReading(string path)
    {
        try
        {
            return Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (TryOpenForReading(path) is not { } stream)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
            return buffer.ToArray();
        }
    }

    /// <summary>Replaces a file as a whole: a reader, and a process that comes after a crash, sees the old bytes or the new ones.</summary>
    public static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> bytes, bool flushToDisk, CancellationToken cancellationToken)
    {
        var temporary = TemporaryOf(path);
        try
        {
            var stream = Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                Flush(stream, flushToDisk);
            }

            await MoveAsync(temporary, path, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    public static string TemporaryOf(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    // A rename that reaches the disk before the bytes would leave an empty file after a power cut.
    public static void Flush(FileStream stream, bool toDisk) => stream.Flush(flushToDisk: toDisk);

    public static async Task MoveAsync(string temporary, string path, CancellationToken cancellationToken)
    {
        for (var move = 1; ; move++)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception e) when (OperatingSystem.IsWindows() && move < MaxMoves && e is (IOException or UnauthorizedAccessException))
            {
                // Windows refuses while another process or a virus scanner has the file open.
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays until the next sweep; what matters has been reported already.
        }
    }

    /// <summary>
    /// Takes a lock between the processes of a machine. The operating system ends it with the process, whatever ends that. The file of the lock stays, because whoever removed it
    /// could remove one that another process has just taken.
    /// </summary>
    public static async Task<FileStream> LockAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Real time: another process does not live by this one's clock.
        var begun = TimeProvider.System.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            try
            {
                return Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                if (TimeProvider.System.GetElapsedTime(begun) > timeout)
                {
                    throw new SyncStoreException(
                        $"The file {path} could not be locked within {timeout}. Another process holds it, or this user may not write to the folder: look which processes use it.",
                        e
                    )
                    {
                        IsTransient = true,
                    };
                }

                await Task.Delay(tries < 5 ? s_shortPause : s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
