namespace BrevoTd.Connector.Mapping;

/// <summary>What checks and descriptions know of a step, whatever its type.</summary>
internal interface IRuleStep
{
    /// <summary>Name as written in the map, with arguments that are no people's data.</summary>
    string Name { get; }

    /// <summary>Whether it puts a value wherever there is none, so that a rule that ends with it always has one.</summary>
    bool FillsGaps => false;

    /// <summary>Whether it also puts a value where a step has failed, as Default does behind OrDrop.</summary>
    bool Recovers => false;

    /// <summary>Whether it calls a function of the user, which a check does not.</summary>
    bool CallsUser => false;

    /// <summary>Values that the step may bring in and that are known when the map is written, as texts; empty for most.</summary>
    IReadOnlyCollection<string> KnownValues => [];
}
