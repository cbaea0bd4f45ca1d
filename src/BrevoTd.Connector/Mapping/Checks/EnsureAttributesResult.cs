using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>What <c>EnsureAttributesAsync</c> did, or would do.</summary>
public sealed class EnsureAttributesResult
{
    internal EnsureAttributesResult(
        bool isDryRun,
        IReadOnlyList<EnsuredAttribute> created,
        IReadOnlyList<string> existing,
        IReadOnlyList<MappingProblem> differing
    )
    {
        IsDryRun = isDryRun;
        Created = created;
        Existing = existing;
        Differing = differing;
    }

    /// <summary>Whether nothing was created because only a dry run was asked for.</summary>
    public bool IsDryRun { get; }

    /// <summary>Attributes that were created; in a dry run, those that would be.</summary>
    public IReadOnlyList<EnsuredAttribute> Created { get; }

    /// <summary>Names of attributes that were there and take what the map writes.</summary>
    public IReadOnlyList<string> Existing { get; }

    /// <summary>
    /// Attributes that are there and differ from what the map writes: another type, a missing option, a name in another case. They are never changed; the messages say what can be.
    /// </summary>
    public IReadOnlyList<MappingProblem> Differing { get; }

    /// <summary>Whether every attribute that the map writes is there now, or would be, as the map needs it.</summary>
    public bool Succeeded => Differing.Count == 0;

    /// <summary>A line per attribute that was created or differs.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        _ = text.Append(Created.Count).Append(IsDryRun ? " to create, " : " created, ").Append(Existing.Count).Append(" in place, ");
        _ = text.Append(Differing.Count).Append(Differing.Count == 1 ? " differs" : " differ");
        foreach (var attribute in Created)
        {
            _ = text.Append("\n+ ").Append(attribute);
        }

        foreach (var problem in Differing)
        {
            _ = text.Append("\n! ").Append(problem);
        }

        return text.ToString();
    }
}
