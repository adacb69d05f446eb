# The server with the map, without a database: see docker-compose.yml. Checked path by path in a test; never built by us,
# since no Docker engine runs where SahelMap is developed.

FROM node:20-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source

# What changes seldom comes first, so that its layers are kept.
COPY src/SahelMap.Client/MapScripts/package.json src/SahelMap.Client/MapScripts/package-lock.json src/SahelMap.Client/MapScripts/
RUN cd src/SahelMap.Client/MapScripts && npm ci --no-audit --no-fund
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY src/SahelMap.Contracts/SahelMap.Contracts.csproj src/SahelMap.Contracts/
COPY src/SahelMap.Domain/SahelMap.Domain.csproj src/SahelMap.Domain/
COPY src/SahelMap.Client/SahelMap.Client.csproj src/SahelMap.Client/
COPY src/SahelMap.Server/SahelMap.Server.csproj src/SahelMap.Server/
RUN dotnet restore src/SahelMap.Server
COPY geodata geodata
COPY src src
RUN dotnet publish src/SahelMap.Server -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /out .
# Keys that sign cookies and forms: a volume keeps them over a new container.
RUN mkdir -p /home/app/.aspnet/DataProtection-Keys && chown -R $APP_UID /home/app/.aspnet
USER $APP_UID
ENV ASPNETCORE_URLS=http://0.0.0.0:8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
# The image has no curl; bash speaks TCP.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "SahelMap.Server.dll"]
CMD ["run"]
