global using Deployment = LocalCloud.Deploy.RelaySettings;
