namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>
/// The operations of one area with the calls that send them. Each area has a class <c>…Calls</c> in this folder, which is found by reflection; its lines are
/// the area's part of docs/brevo-coverage.md.
/// </summary>
internal abstract class ConformanceCalls
{
    private readonly List<OperationCall> _calls = [];
    private readonly List<UntypedMember> _untyped = [];

    /// <summary>What is known of every area.</summary>
    public static IReadOnlyList<ConformanceCalls> All { get; } =
    [
        .. typeof(ConformanceCalls)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ConformanceCalls)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (ConformanceCalls)Activator.CreateInstance(type)!),
    ];

    public IReadOnlyList<OperationCall> Calls => _calls;

    public IReadOnlyList<UntypedMember> UntypedMembers => _untyped;

    /// <summary>The calls of one operation.</summary>
    public static OperationCall Get(string operation) =>
        All.SelectMany(area => area.Calls).Single(call => call.Operation.Name == operation);

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">Method and path as in the manifest.</param>
    /// <param name="clientMethods">Area and method, as in <c>Lists.GetAsync</c>; several with commas.</param>
    /// <param name="repeat">What happens when an answer is lost.</param>
    protected OperationCall Add(string operation, string clientMethods, Repeated repeat)
    {
        var call = new OperationCall(Manifest.Get(operation), clientMethods, repeat);
        _calls.Add(call);
        return call;
    }

    /// <summary>Names a member of an answer that has no type of its own, because the service itself leaves it open.</summary>
    /// <param name="member">Type and member, as in <c>Contact.Attributes</c>.</param>
    /// <param name="reason">Why it is open.</param>
    protected void Untyped(string member, string reason) => _untyped.Add(new UntypedMember(member, reason));
}

/// <summary>A member of an answer without a type.</summary>
internal sealed record UntypedMember(string Member, string Reason);
