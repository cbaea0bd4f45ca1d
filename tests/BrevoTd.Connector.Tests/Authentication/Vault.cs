using BrevoTd.Connector.Authentication;

namespace BrevoTd.Connector.Tests.Authentication;

/// <summary>A vault whose answers a test holds in its hand.</summary>
internal sealed class Vault : ICredentialSource, IDisposable
{
    private readonly List<TaskCompletionSource> _arrivals = [];
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public bool IsDisposed { get; private set; }

    /// <summary>What the vault says now.</summary>
    public Func<CredentialRequest, CancellationToken, Task<Credential>> Answer { get; set; } = Gives("key-1");

    public static Func<CredentialRequest, CancellationToken, Task<Credential>> Gives(string key) =>
        (_, _) => Task.FromResult(Credential.ApiKey(key));

    public static Func<CredentialRequest, CancellationToken, Task<Credential>> Fails() =>
        (_, _) => Task.FromException<Credential>(new InvalidOperationException("The vault is sealed."));

    /// <summary>From now on the vault answers when the test says so.</summary>
    public TaskCompletionSource<Credential> Holds()
    {
        var answer = new TaskCompletionSource<Credential>(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer = (_, cancellationToken) => answer.Task.WaitAsync(cancellationToken);
        return answer;
    }

    /// <summary>Completes when the vault has been asked so many times in all.</summary>
    public Task WhenAsked(int times)
    {
        lock (_arrivals)
        {
            return Arrival(times).Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public async ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
    {
        var answer = Answer;
        lock (_arrivals)
        {
            Arrival(Interlocked.Increment(ref _asked)).TrySetResult();
        }

        return await answer(request, cancellationToken);
    }

    public void Dispose() => IsDisposed = true;

    private TaskCompletionSource Arrival(int number)
    {
        while (_arrivals.Count < number)
        {
            _arrivals.Add(new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return _arrivals[number - 1];
    }
}
