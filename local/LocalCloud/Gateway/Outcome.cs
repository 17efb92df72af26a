using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>What comes of a request: a reply, or none when a fault says so.</summary>
/// <param name="Reply">Null when the caller never hears.</param>
/// <param name="Crashed">True when the calling function is to die of it.</param>
public sealed record Outcome(AwsReply? Reply, bool Crashed = false);
