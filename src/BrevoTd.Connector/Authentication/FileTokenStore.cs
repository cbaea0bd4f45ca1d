using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Keeps tokens in a folder, one file per key. A file is replaced as a whole, after its bytes have reached the disk: a reader in any process sees the old tokens or the new
/// ones, never a part. The last writer wins.
/// </summary>
/// <remarks>
/// On Unix the files are readable and writable by their owner only (mode 600), from their first byte, and a folder that the store creates is too (700). On Windows they
/// inherit the folder's access list: choose a folder in the user's profile. Use a protector where that is not enough.
/// </remarks>
public sealed class FileTokenStore : ITokenStore
{
    private const int MaxFileBytes = 1024 * 1024;
    private const int MaxMoves = 10;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan s_leftOverAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_movePause = TimeSpan.FromMilliseconds(20);

    private readonly string _folder;
    private readonly Func<byte[], byte[]>? _protect;
    private readonly Func<byte[], byte[]>? _unprotect;

    /// <summary>Creates a store whose files hold the tokens in clear.</summary>
    /// <param name="folder">The folder; it is created when something is saved.</param>
    public FileTokenStore(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _folder = Path.GetFullPath(folder);
    }

    /// <summary>Creates a store that encrypts its files, for example with ASP.NET Core's data protection.</summary>
    /// <param name="folder">The folder; it is created when something is saved.</param>
    /// <param name="protect">Encrypts. Called on several threads.</param>
    /// <param name="unprotect">Decrypts what <paramref name="protect"/> returned, and throws when it is something else. Called on several threads.</param>
    public FileTokenStore(string folder, Func<byte[], byte[]> protect, Func<byte[], byte[]> unprotect)
        : this(folder)
    {
        ArgumentNullException.ThrowIfNull(protect);
        ArgumentNullException.ThrowIfNull(unprotect);
        _protect = protect;
        _unprotect = unprotect;
    }

    /// <inheritdoc/>
    /// <exception cref="TokenStoreException">The file cannot be read, decrypted or understood. It is left as it is.</exception>
    public async ValueTask<TokenSet?> LoadAsync(string key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        byte[] bytes;
        try
        {
            bytes = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenStoreException(
                $"The token file {path} could not be read. Check that this user may read it, and that it is a file; it was left as it is.",
                e
            );
        }

        return Open(path, bytes);
    }

    /// <inheritdoc/>
    /// <exception cref="TokenStoreException">The file could not be written; an earlier file is as it was.</exception>
    public async ValueTask SaveAsync(string key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var path = PathOf(key);
        var json = tokens.ToJson();
        byte[] bytes;
        try
        {
            bytes = _protect is null ? json : _protect(json);
        }
        catch (Exception e)
        {
            throw new TokenStoreException("The tokens could not be encrypted: the protector failed, and the inner exception says why.", e);
        }

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            CreateFolder();
            RemoveLeftOvers(path);
            await WriteAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            await ReplaceAsync(temporary, path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            TryDelete(temporary);
            if (e is not (IOException or UnauthorizedAccessException))
            {
                throw;
            }

            throw new TokenStoreException(
                $"The token file {path} could not be written; an earlier one is as it was. Check that this user may write to the folder, and that the disk is not full.",
                e
            );
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TokenStoreException">The file could not be removed.</exception>
    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        var path = PathOf(key);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever saved.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenStoreException($"The token file {path} could not be removed. Check that this user may write to its folder.", e);
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                // A reader must not stand in the way of a writer that replaces the file.
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            }
        );
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > MaxFileBytes)
            {
                throw new IOException($"The file is larger than {MaxFileBytes} bytes, so it holds no tokens.");
            }

            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
            return buffer.ToArray();
        }
    }

    private TokenSet Open(string path, byte[] bytes)
    {
        byte[] json;
        try
        {
            json = _unprotect is null ? bytes : _unprotect(bytes);
        }
        catch (Exception e)
        {
            throw new TokenStoreException(
                $"The token file {path} could not be decrypted: it was written with another key or none, or it is damaged. Give the store the protector that wrote it, or move the file away and authorise again; it was left as it is.",
                e
            );
        }

        try
        {
            return TokenSet.FromJson(json);
        }
        catch (FormatException e)
        {
            throw new TokenStoreException(
                $"The token file {path} holds no tokens that can be read: it is damaged, or encrypted and the store has no protector. Repair it, or move it away and authorise again; it was left as it is.",
                e
            );
        }
    }

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var stream = new FileStream(path, options);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);

            // A rename that reaches the disk before the bytes would leave an empty file after a power cut.
            stream.Flush(flushToDisk: true);
        }
    }

    private static async Task ReplaceAsync(string temporary, string path, CancellationToken cancellationToken)
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
                await Task.Delay(s_movePause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>What a process that was killed while saving left behind: it holds tokens, too.</summary>
    private void RemoveLeftOvers(string path)
    {
        var oldest = TimeProvider.System.GetUtcNow().UtcDateTime - s_leftOverAge;
        foreach (var file in Directory.EnumerateFiles(_folder, Path.GetFileName(path) + ".*.tmp"))
        {
            if (File.GetLastWriteTimeUtc(file) < oldest)
            {
                TryDelete(file);
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays until the next save; what matters has been reported already.
        }
    }

    // A key may hold characters that no file name takes, and may name a person: the file is called by its hash.
    private string PathOf(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return Path.Combine(_folder, $"tokens-{Convert.ToHexString(hash, 0, 12).ToLowerInvariant()}.json");
    }
}
